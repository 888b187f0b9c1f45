import { Random } from "@/engine/random.ts";

export type Chain = "new" | "old";

/** What the reader sets. */
export interface Settings {
  /** How many of the ten pools mine the chain with the block when it splits. */
  readonly poolsOnNew: number;
  /** Which pools change sides, by their places from 0. */
  readonly moved: readonly number[];
  /** When they do, in hours after the split. */
  readonly movedHour: number;
  /** Share of nodes that run the new version, in percent. */
  readonly upgraded: number;
  /** The luck of mining. */
  readonly seed: number;
}

/** Ten pools of equal power: no source gives their shares. */
export const POOLS = Array.from({ length: 10 }, (_, pool) => pool);
/** One block in ten minutes over all the power (Nakamoto, 2008, section 7). */
export const BLOCKS_PER_HOUR = 6;
/** How long we look on. */
export const HOURS_MAX = 24;

export const INITIAL: Settings = {
  poolsOnNew: 6,
  moved: [],
  movedHour: 2,
  upgraded: 50,
  seed: 1,
};

export interface Block {
  readonly hour: number;
  readonly chain: Chain;
  /** The chain's length with it, counted from the split. */
  readonly length: number;
}

export interface Night {
  readonly blocks: readonly Block[];
  readonly lengths: Readonly<Record<Chain, number>>;
  /** When there is one chain again: the new nodes have followed, or no node of the old chain is left. */
  readonly joinedHour: number | undefined;
  /** Blocks of the new chain that are given up when its nodes follow the other. */
  readonly voidBlocks: number;
  /** Percent of the nodes that stay on a chain which fewer blocks back. */
  readonly stranded: number;
}

export function sideOf(settings: Settings, pool: number, hour: number): Chain {
  const first: Chain = pool < settings.poolsOnNew ? "new" : "old";
  const hasMoved = hour >= settings.movedHour && settings.moved.includes(pool);
  if (!hasMoved) return first;
  return first === "new" ? "old" : "new";
}

/** The share of the power that is on the new chain. */
export function shareOnNew(settings: Settings, hour: number): number {
  return POOLS.filter((pool) => sideOf(settings, pool, hour) === "new").length / POOLS.length;
}

/**
 * Mines block after block: the time to the next is exponential, and a chain's chance is its share of
 * the power. A new node accepts both chains and follows the longer; an old one accepts only its own
 * (BIP 50). All blocks count as the same work.
 */
export function mine(settings: Settings): Night {
  const random = new Random(settings.seed, "mining");
  // The split is the new chain's first block.
  const lengths = { new: 1, old: 0 };
  const blocks: Block[] = [{ hour: 0, chain: "new", length: 1 }];
  let joinedHour: number | undefined;
  let voidBlocks = 0;
  let lastHour = HOURS_MAX;
  for (let hour = 0;;) {
    hour += -Math.log(1 - random.unit()) / BLOCKS_PER_HOUR;
    if (hour > lastHour) break;
    const isOnNew = joinedHour === undefined && random.unit() < shareOnNew(settings, hour);
    const chain: Chain = isOnNew ? "new" : "old";
    lengths[chain]++;
    blocks.push({ hour, chain, length: lengths[chain] });
    if (joinedHour === undefined && lengths.old > lengths.new) {
      joinedHour = hour;
      voidBlocks = lengths.new;
      lastHour = Math.min(HOURS_MAX, hour + 1);
    }
  }
  const stranded = joinedHour === undefined ? 100 - settings.upgraded : 0;
  if (joinedHour === undefined) joinedHour = emptiedHour(settings);
  return { blocks, lengths, joinedHour, voidBlocks, stranded };
}

/** When the old chain has neither a node nor a miner left; undefined where it keeps some. */
function emptiedHour(settings: Settings): number | undefined {
  if (settings.upgraded < 100) return undefined;
  return [0, settings.movedHour].find((hour) => shareOnNew(settings, hour) === 1);
}

/** `6.ab.4.50.1`: pools on the new chain, pools that move, half hours until then, upgraded, seed. */
export function writeSettings(settings: Settings): string {
  const { poolsOnNew, moved, movedHour, upgraded, seed } = settings;
  return [poolsOnNew, moved.join("") || "x", movedHour * 2, upgraded, seed].join(".");
}

export function readSettings(text: string): Settings | undefined {
  const match = /^(\d|10)\.(x|\d{1,10})\.(\d{1,2})\.(\d{1,3})\.([1-9]\d?)$/.exec(text);
  if (match === null) return undefined;
  const [poolsOnNew, , halfHours, upgraded, seed] = match.slice(1).map(Number);
  const moved = match[2] === "x" ? [] : [...match[2]].map(Number);
  const isRight = new Set(moved).size === moved.length && halfHours >= 1 && halfHours <= 12 &&
    upgraded <= 100 && upgraded % 5 === 0;
  return isRight ? { poolsOnNew, moved, movedHour: halfHours / 2, upgraded, seed } : undefined;
}

export const SEED_MAX = 99;
