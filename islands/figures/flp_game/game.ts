import type { World } from "@/engine/world.ts";
import { messagesUnderWay, type Move, programOf } from "../kit/moves.ts";
import { playRun, type Run, type RunSetup } from "../kit/play_run.ts";
import { type Ballot, isBefore, OPINIONS, VotingNode, type Way, WAYS } from "./voting_node.ts";

export const NODES = ["n1", "n2", "n3"] as const;

/** Nothing may be delayed for ever: what has waited for so many others goes first. */
export const PATIENCE = 12;

const SETUPS = Object.fromEntries(WAYS.map((way) => [way, createSetup(way)]));

/** The same object for the same way. */
export function setupOf(way: Way): RunSetup {
  return SETUPS[way];
}

function createSetup(way: Way): RunSetup {
  return {
    nodes: NODES,
    spawn: (context) =>
      new VotingNode(context, way, OPINIONS[NODES.indexOf(context.id as "n1")]) as never,
    seed: 3,
  };
}

export function nodeOf(world: World, node: number): VotingNode {
  return programOf<VotingNode>(world, NODES[node])!;
}

/** A message that the reader can let arrive. */
export interface Letter {
  readonly from: number;
  readonly to: number;
  readonly ordinal: number;
  readonly ballot: Ballot;
  /** The receiver has gone on: it will change nothing. */
  readonly isLate: boolean;
  /** How many others have arrived since it was sent. */
  readonly waited: number;
}

/** All that is under way, in the order of sending. */
export function lettersOf({ world, events }: Run): Letter[] {
  return messagesUnderWay(world)
    .sort((one, other) => one.order - other.order)
    .map(({ from, node: to, ordinal, payload, causeStep }) => {
      const ballot = payload as unknown as Ballot;
      return {
        from,
        to,
        ordinal,
        ballot,
        isLate: isBefore(ballot, nodeOf(world, to)),
        waited: events.slice(causeStep).filter(({ kind }) => kind === "deliver").length,
      };
    });
}

export function delivered({ events }: Run): number {
  return events.filter(({ kind }) => kind === "deliver").length;
}

/** Those that the reader may choose among. */
export function mayArrive(letters: readonly Letter[]): Letter[] {
  const overdue = letters.filter(({ waited }) => waited >= PATIENCE);
  return overdue.length > 0 ? overdue : [...letters];
}

export function deliver({ from, to, ordinal }: Letter): Move {
  return { kind: "deliver", from, to, ordinal };
}

/** Who has decided, and what. */
export function decisionsOf(world: World) {
  return NODES.flatMap((id, node) => {
    const { decided } = nodeOf(world, node);
    return decided === undefined ? [] : [{ id, decided }];
  });
}

/** Enough for a round: two phases of six messages, and what is late from the one before. */
const ROUND_MAX = 30;

/**
 * The moves of a scheduler that wants no decision, until all have gone on to the next round: each node
 * first hears from somebody who thinks otherwise.
 */
export function scheduleRound(way: Way, moves: readonly Move[]): Move[] {
  const setup = setupOf(way);
  const added: Move[] = [];
  const start = roundOf(playRun(setup, moves).world);
  while (added.length < ROUND_MAX) {
    const run = playRun(setup, [...moves, ...added]);
    const letters = mayArrive(lettersOf(run));
    if (roundOf(run.world) > start || letters.length === 0) break;
    added.push(deliver(pick(run.world, letters)));
  }
  return added;
}

/** The round of the slowest. */
export function roundOf(world: World): number {
  return Math.min(...NODES.map((_, node) => nodeOf(world, node).round));
}

function pick(world: World, letters: readonly Letter[]): Letter {
  const slow = roundOf(world);
  const useful = letters.filter(({ ballot, isLate, to }) =>
    !isLate && ballot.round === slow && ballot.phase === nodeOf(world, to).phase
  );
  return useful.find(({ ballot, to }) =>
    ballot.phase === "opinion" && ballot.value !== nodeOf(world, to).opinion
  ) ?? useful.find(({ ballot }) => ballot.value === "none") ?? useful[0] ?? letters[0];
}
