import { Random } from "@/engine/random.ts";

/** What the reader sets. */
export interface Settings {
  /** The attacker's share of the computing power, in percent: 1 to 50. */
  readonly share: number;
  /** How many blocks the payee waits for: 0 to 15. */
  readonly blocks: number;
  /** How many of the five nodes of a Raft cluster come back with an empty disk: 0 to 3. */
  readonly wiped: number;
  /** The luck of the races. */
  readonly seed: number;
}

export const INITIAL: Settings = { share: 10, blocks: 1, wiped: 0, seed: 1 };
export const SHARE_MAX = 50;
export const BLOCKS_MAX = 15;
export const WIPED_MAX = 3;
export const SEED_MAX = 99;

/**
 * How likely an attacker ever catches up (Nakamoto, 2008, section 11): a Poisson count of the blocks
 * that he finds meanwhile, then a gambler's ruin over those that he still lacks.
 */
export function estimate(share: number, blocks: number): number {
  const attacker = share / 100;
  const honest = 1 - attacker;
  if (attacker >= honest) return 1;
  const expected = blocks * attacker / honest;
  let poisson = Math.exp(-expected);
  let fails = 0;
  for (let found = 0; found <= blocks; found++) {
    fails += poisson * (1 - (attacker / honest) ** (blocks - found));
    poisson *= expected / (found + 1);
  }
  return 1 - fails;
}

export const RACES = 500;
/** An attacker so far behind gives up: nobody can wait for ever. */
export const BEHIND_MAX = 100;

/** In how many of the races the attacker catches up: mined block by block. */
export function race({ share, blocks, seed }: Settings): number {
  const random = new Random(seed, "races");
  let undone = 0;
  for (let each = 0; each < RACES; each++) {
    if (catchesUp(random, share / 100, blocks)) undone++;
  }
  return undone;
}

function catchesUp(random: Random, attacker: number, blocks: number): boolean {
  let behind = 0;
  for (let found = 0; found < blocks;) {
    if (random.chance(attacker)) behind--;
    else {
      behind++;
      found++;
    }
  }
  while (behind > 0 && behind < BEHIND_MAX) behind += random.chance(attacker) ? -1 : 1;
  return behind <= 0;
}

export const NODES = 5;
const MAJORITY = 3;

/**
 * An entry that is committed on three of five nodes: of all ways in which so many disks can be
 * emptied, those after which a leader without it could be elected. A voter refuses a candidate whose
 * log is behind its own (Raft, section 5.4.1), so it takes a majority of voters that lack the entry.
 */
export function wipe(wiped: number): { readonly ways: number; readonly undone: number } {
  let ways = 0;
  let undone = 0;
  for (let set = 0; set < 2 ** NODES; set++) {
    const isWiped = (node: number) => (set >> node & 1) === 1;
    const nodes = Array.from({ length: NODES }, (_, node) => node);
    if (nodes.filter(isWiped).length !== wiped) continue;
    ways++;
    const lacking = nodes.filter((node) => node >= MAJORITY || isWiped(node));
    if (lacking.length >= MAJORITY) undone++;
  }
  return { ways, undone };
}

/** `10.6.0.1`: share, blocks, disks, luck. */
export function writeSettings({ share, blocks, wiped, seed }: Settings): string {
  return [share, blocks, wiped, seed].join(".");
}

export function readSettings(text: string): Settings | undefined {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d)\.(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [share, blocks, wiped, seed] = match.slice(1).map(Number);
  const isInRange = share >= 1 && share <= SHARE_MAX && blocks <= BLOCKS_MAX &&
    wiped <= WIPED_MAX && seed >= 1;
  return isInRange ? { share, blocks, wiped, seed } : undefined;
}
