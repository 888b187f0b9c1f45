import type { NodeId, TraceEvent } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { RaftNode } from "../kit/raft_node.ts";
import type { RaftState } from "../kit/raft_state.ts";

/**
 * The terms of the entries on each disk, after four terms in which leaders crashed at bad moments:
 * n5 led term 2, n4 term 3, n3 term 4.
 */
export const DISKS: Readonly<Record<NodeId, readonly number[]>> = {
  n1: [1, 1, 2, 4, 4],
  n2: [1, 1],
  n3: [1, 1, 2, 4, 4, 4],
  n4: [1, 1, 3, 3, 3, 3],
  n5: [1, 1, 2, 2, 2, 2, 2],
};
export const NODES: readonly NodeId[] = Object.keys(DISKS);
const TERM = 4;
/** Logs grow to this, and a guess goes no further. */
export const LENGTH_MAX = 8;

const guesses = Array.from({ length: LENGTH_MAX + 1 }, (_, index) => index);

/** With a node's number `e` asks for votes and `a` asks a follower; `p43` guesses 3 for n4. */
export const ACTS: readonly string[] = NODES.flatMap((_, index) => [
  `e${index + 1}`,
  `a${index + 1}`,
  ...guesses.map((guess) => `p${index + 1}${guess}`),
]);

type Leader = RaftState & {
  readonly nextIndex: Readonly<Record<NodeId, number>>;
  readonly matchIndex: Readonly<Record<NodeId, number>>;
};

const SETUP: ActsSetup = {
  nodes: NODES,
  spawn(context) {
    if (context.load("state") === undefined) {
      const log = DISKS[context.id].map((term) => ({ term, command: "" }));
      context.save("state", { term: TERM, votedFor: null, log });
    }
    return new RaftNode(context) as never;
  },
  seed: 1,
  acts: Object.fromEntries(NODES.flatMap((id, index) => [
    [`e${index + 1}`, (world: World) => elect(world, id)],
    [`a${index + 1}`, (world: World) => ask(world, id)],
  ])),
};

/** Everybody answers; a leader adds an entry of its own term. Nothing else has arrived yet. */
function elect(world: World, id: NodeId): string {
  if (leaderOf(world) !== undefined) return "";
  const others = NODES.filter((other) => other !== id);
  const votes = others.map((other) => `deliver ${id}>${other}\ndeliver ${other}>${id}`);
  const lost = others.map((other) => `drop ${id}>${other} all?`).join("\n");
  return `timeout ${id} election\n${votes.join("\n")}\n${lost}\ncommand ${id} "new"\n${lost}`;
}

/** One question to one follower, and its answer. */
function ask(world: World, id: NodeId): string {
  const leader = leaderOf(world);
  if (leader === undefined || leader === id || isSettled(world, leader, id)) return "";
  const lost = NODES.map((other) => `drop ${leader}>${other} all?`).join("\n");
  return `timeout ${leader} heartbeat\ndeliver ${leader}>${id}\ndeliver ${id}>${leader}\n${lost}`;
}

const stateOf = (world: World, id: NodeId) => programOf<Leader>(world, id)!;

function leaderOf(world: World): NodeId | undefined {
  return NODES.find((id) => stateOf(world, id).role === "leader");
}

function isSettled(world: World, leader: NodeId, id: NodeId): boolean {
  const { matchIndex, log } = stateOf(world, leader);
  return matchIndex[id] === log.length;
}

/** A voter's answer, and the two logs that it compared, as `[last term, length]`. */
export interface Ballot {
  readonly voter: NodeId;
  readonly granted: boolean;
  readonly candidate: readonly [number, number];
  readonly own: readonly [number, number];
}

/** One question of the leader's: has the follower an entry of this term at this index? */
export interface Question {
  readonly index: number;
  readonly term: number;
  /** The term that the follower has there; undefined where its log is shorter. */
  readonly found: number | undefined;
  readonly success: boolean;
}

export interface Follower {
  readonly id: NodeId;
  readonly terms: readonly number[];
  readonly questions: readonly Question[];
  /** The question that comes next, as index and term. */
  readonly next: readonly [number, number] | undefined;
  readonly isSettled: boolean;
  /** Where the logs were found to meet. */
  readonly meetsAt: number | undefined;
  readonly guess: number | undefined;
  /** Entries that the repair took from it. */
  readonly deleted: number;
}

export interface Repair {
  readonly leader: NodeId | undefined;
  readonly term: number;
  readonly logs: Readonly<Record<NodeId, readonly number[]>>;
  /** Who asked for votes last, and what everybody said. */
  readonly candidate: NodeId | undefined;
  readonly ballots: readonly Ballot[];
  readonly followers: readonly Follower[];
  readonly committed: number;
}

export function playRepair(acts: readonly string[]): Repair {
  const { world, events } = playActs(SETUP, acts);
  const leader = leaderOf(world);
  const logs = Object.fromEntries(
    NODES.map((id) => [id, stateOf(world, id).log.map(({ term }) => term)]),
  );
  const candidate = leader ?? candidateOf(acts);
  return {
    leader,
    term: Math.max(...NODES.map((id) => stateOf(world, id).term)),
    logs,
    candidate,
    ballots: candidate === undefined ? [] : ballotsFor(candidate, world, events),
    followers: leader === undefined
      ? []
      : NODES.filter((id) => id !== leader).map((id) =>
        follow(id, { leader, world, events, acts })
      ),
    committed: leader === undefined ? 0 : stateOf(world, leader).commitIndex,
  };
}

function candidateOf(acts: readonly string[]): NodeId | undefined {
  const last = acts.findLast((act) => act[0] === "e");
  return last === undefined ? undefined : `n${last[1]}`;
}

/** Logs change only once somebody leads: what voters compared is what was on the disks. */
function ballotsFor(
  candidate: NodeId,
  world: World,
  events: readonly TraceEvent[],
): Ballot[] {
  const rank = (id: NodeId) => [DISKS[id].at(-1)!, DISKS[id].length] as const;
  const { term } = stateOf(world, candidate);
  return events.flatMap(({ kind, node, from, payload }) => {
    const vote = payload as { type: string; term: number; granted: boolean };
    if (kind !== "deliver" || node !== candidate || vote.type !== "Vote") return [];
    if (vote.term !== term) return [];
    const { granted } = vote;
    return [{ voter: from!, granted, candidate: rank(candidate), own: rank(from!) }];
  });
}

interface Of {
  readonly leader: NodeId;
  readonly world: World;
  readonly events: readonly TraceEvent[];
  readonly acts: readonly string[];
}

function follow(id: NodeId, { leader, world, events, acts }: Of): Follower {
  const own = stateOf(world, leader);
  const questions = questionsTo(id, leader, events);
  const settled = isSettled(world, leader, id);
  const previous = own.nextIndex[id] - 1;
  const meetsAt = questions.find(({ success }) => success)?.index;
  const guess = acts.findLast((act) => act[0] === "p" && `n${act[1]}` === id);
  return {
    id,
    terms: stateOf(world, id).log.map(({ term }) => term),
    questions,
    next: settled ? undefined : [previous, own.log[previous - 1]?.term ?? 0],
    isSettled: settled,
    meetsAt,
    guess: guess === undefined ? undefined : Number(guess[2]),
    deleted: settled ? DISKS[id].length - meetsAt! : 0,
  };
}

function questionsTo(
  id: NodeId,
  leader: NodeId,
  events: readonly TraceEvent[],
): Question[] {
  return events.flatMap(({ kind, node, from, payload, effects }) => {
    const asked = payload as { type: string; prevLogIndex: number; prevLogTerm: number };
    if (kind !== "deliver" || node !== id || from !== leader) return [];
    if (asked.type !== "AppendEntries") return [];
    const answer = effects.find((effect) => effect.kind === "send")!.payload;
    const { prevLogIndex: index, prevLogTerm: term } = asked;
    const { success } = answer as { success: boolean };
    return [{ index, term, found: DISKS[id][index - 1], success }];
  });
}
