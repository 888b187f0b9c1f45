import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { AccountNode, AMOUNT, BALANCE, ClientNode, type Entry, SERVERS } from "./account_node.ts";

/** When the answer is lost: the steps of one write, in order. */
export const INSTANTS = ["0", "1", "2", "3", "4", "5"] as const;
export type Instant = typeof INSTANTS[number];

export const INSTANT_NAMES: Readonly<Record<Instant, string>> = {
  "0": "before n1 has the request",
  "1": "when n1 has stored it",
  "2": "when n2 has stored it too",
  "3": "when n2 and n3 have stored it",
  "4": "when n1 has committed it",
  "5": "never; the answer is lost",
};

const LOST = "drop n1>n2?\ndrop n1>n3?\ndrop n1>n4?\ndrop n1>n5?\ndrop n2>n1?\ndrop n3>n1?";
const CRASH = `crash n1\n${LOST}\ndrop n1>client?`;
const STORED = "deliver client>n1";
const ON_N2 = `${STORED}\ndeliver n1>n2`;
const ON_N3 = `${ON_N2}\ndeliver n1>n3`;
const COMMITTED = `${ON_N3}\ndeliver n2>n1\ndeliver n3>n1`;

/** How far the write comes before n1 crashes; in the last case only the answer is lost. */
const STORIES: Readonly<Record<Instant, string>> = {
  "0": "drop client>n1\ncrash n1",
  "1": `${STORED}\n${CRASH}`,
  "2": `${ON_N2}\n${CRASH}`,
  "3": `${ON_N3}\n${CRASH}`,
  "4": `${COMMITTED}\n${CRASH}`,
  "5": `${COMMITTED}\ndrop n1>client`,
};

/** n2 or n4 asks to be leader, the client tries again or gives up, n1 comes back. */
export const ACTS = ["l2", "l4", "r", "g", "b"] as const;

/** An instant, and whether requests have ids: `3i`, `3n`. */
export type Setting = `${Instant}${"i" | "n"}`;
export const SETTINGS = INSTANTS.flatMap((instant) =>
  [`${instant}n`, `${instant}i`] satisfies Setting[]
);

const ALL = SERVERS.join(" ");
/** Enough rounds to bring every log in line, and everybody to carry out what is committed. */
const rounds = (leader: NodeId) =>
  `exchange client ${ALL}\n` +
  `timeout ${leader} heartbeat?\nexchange client ${ALL}\n`.repeat(3);

function setupOf(setting: Setting): ActsSetup {
  const [instant, ids] = setting as unknown as [Instant, string];
  return {
    nodes: [...SERVERS, "client"],
    spawn: (context) =>
      (context.id === "client"
        ? new ClientNode(context)
        : new AccountNode(context, ids === "i")) as never,
    seed: 1,
    opening: `timeout n1 election\nexchange ${ALL}\ncommand client "n1"\n` +
      `${STORIES[instant]}\ntimeout client patience`,
    acts: {
      l2: (world) => elect(world, "n2"),
      l4: (world) => elect(world, "n4"),
      r: (world) => {
        const leader = leaderOf(world);
        return leader === undefined ? "" : `command client "${leader}"\n${rounds(leader)}`;
      },
      g: () => "",
      b: (world) => {
        const leader = leaderOf(world);
        const isDown = !world.isRunning(world.indexOf("n1"));
        return leader !== undefined && isDown ? `restart n1\n${rounds(leader)}` : "";
      },
    },
  };
}

/** It asks for votes; once elected it commits an entry of its own term, which settles its log. */
function elect(world: World, id: NodeId): string {
  if (leaderOf(world) !== undefined) return "";
  return `timeout ${id} election\nexchange ${ALL}\ncommand ${id} {"kind":"nothing"}\n${rounds(id)}`;
}

const serverOf = (world: World, id: NodeId) => programOf<AccountNode>(world, id)!;

function leaderOf(world: World): NodeId | undefined {
  return SERVERS.find((id) =>
    world.isRunning(world.indexOf(id)) && serverOf(world, id).state.role === "leader"
  );
}

/** A server as it is now; one that is down is its disk. */
export interface Server {
  readonly id: NodeId;
  readonly isUp: boolean;
  readonly isLeader: boolean;
  readonly term: number;
  readonly log: readonly { readonly term: number; readonly command: unknown }[];
  readonly committed: number;
  readonly balance: number | undefined;
}

export interface Payment {
  readonly setting: Setting;
  readonly servers: readonly Server[];
  readonly leader: NodeId | undefined;
  readonly client: ClientNode;
  readonly hasGivenUp: boolean;
  readonly hasRetried: boolean;
  /** Who has tried to be leader in vain. */
  readonly refused: readonly NodeId[];
  /** How often the account was charged, by the node that has carried out most. */
  readonly charges: number;
  /** The servers on whose disks the first payment is. */
  readonly storedOn: readonly NodeId[];
}

export function playPayment(setting: Setting, acts: readonly string[]): Payment {
  const { world } = playActs(setupOf(setting), acts);
  const servers = SERVERS.map((id) => lookAt(world, id));
  const balances = servers.flatMap(({ balance }) => balance === undefined ? [] : [balance]);
  const leader = leaderOf(world);
  return {
    setting,
    servers,
    leader,
    client: programOf<ClientNode>(world, "client")!,
    hasGivenUp: acts.includes("g"),
    hasRetried: acts.includes("r"),
    refused: acts.flatMap((act) => {
      const id = act === "l2" ? "n2" : act === "l4" ? "n4" : undefined;
      return id === undefined || id === leader ? [] : [id];
    }),
    charges: (BALANCE - Math.min(...balances)) / AMOUNT,
    storedOn: servers.filter(({ log }) =>
      log.some(({ command }) => (command as Entry).kind === "take")
    ).map(({ id }) => id),
  };
}

function lookAt(world: World, id: NodeId): Server {
  const { process } = world.states[world.indexOf(id)];
  if (!process.isRunning) {
    const disk = process.durable.get("state") as Pick<Server, "term" | "log"> | undefined;
    const { term = 0, log = [] } = disk ?? {};
    return { id, isUp: false, isLeader: false, term, log, committed: 0, balance: undefined };
  }
  const { state, balance } = serverOf(world, id);
  const { role, term, log, commitIndex } = state;
  return {
    id,
    isUp: true,
    isLeader: role === "leader",
    term,
    log,
    committed: commitIndex,
    balance,
  };
}
