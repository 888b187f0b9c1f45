import type { Exports } from "../guest.ts";
import type { GoesOnOptions } from "../monitors/raft_goes_on.ts";
import { raftGoesOn } from "../monitors/raft_goes_on.ts";
import { RAFT_TIMING } from "../monitors/raft_timing.ts";
import { Puppet } from "../puppet.ts";
import type { Random } from "../random.ts";
import type { Scenario } from "../suite.ts";
import type { Context, Monitor, Node, NodeId } from "../types.ts";
import type { PlannedCommand } from "../walk.ts";

/** After the healing, and once more after clients have asked every node: see `raftGoesOn`. */
export const ASKED_AFTER_MS = RAFT_TIMING.progressMsMax;
export const DONE_WITHIN_MS = 3_000;

/** The monitor of progress that goes with late commands. */
export function watchProgress(nodes: readonly NodeId[], aspect: GoesOnOptions["aspect"]): Monitor {
  return raftGoesOn({
    nodes,
    aspect,
    afterMs: ASKED_AFTER_MS,
    afterWords: RAFT_TIMING.progressWords,
    withinMs: DONE_WITHIN_MS,
  });
}

/** A cluster of so many nodes of the learner's. */
export function cluster(count: number): Scenario {
  return {
    nodes: Array.from({ length: count }, (_, index) => `n${index + 1}`),
    spawn: createNode,
    stepsMax: 700,
  };
}

/** n1 is the learner's, and all others are puppets: see `Puppet`. */
export const amongPuppets: Scenario = {
  nodes: ["n1", "n2", "n3"],
  spawn: (context, program) =>
    context.id === "n1" ? createNode(context, program) : new Puppet(context),
  stepsMax: 100,
};

/** Of a cluster of so many, only the first `alive` were ever switched on. */
export function partlyDead(count: number, alive: number): Scenario {
  const whole = cluster(count);
  const isAlive = (id: string) => whole.nodes.indexOf(id) < alive;
  const spawn: Scenario["spawn"] = (context, program) =>
    isAlive(context.id) ? createNode(context, program) : new Puppet(context);
  return { ...whole, spawn };
}

function createNode(context: Context, program: Exports): Node {
  return new (program.RaftNode as new (context: Context) => Node)(context);
}

/** Commands to nodes as chance will have it, a leader among them or not. No two are alike. */
export function randomCommands(count: number, untilMs: number) {
  return (random: Random): PlannedCommand[] =>
    Array.from({ length: count }, (_, index) => ({
      atMs: random.between(0, untilMs),
      command: commandOf(index + 1),
    }));
}

/** One command for each node, long after everything was healed. */
export function lateCommands(nodes: readonly string[]): PlannedCommand[] {
  return nodes.map((node, index) => ({
    atMs: ASKED_AFTER_MS,
    isAfterHealing: true,
    node,
    command: commandOf(101 + index),
  }));
}

/** The same as the end of a story. */
export function lateStory(nodes: readonly string[]): string {
  const asked = nodes.map((node) => `command ${node} "asked of ${node} in the end"\n`).join("");
  return `settle ${ASKED_AFTER_MS}ms\n${asked}settle ${DONE_WITHIN_MS}ms\n`;
}

/** A scenario that heals after some trouble, and then asks every node for a command. */
export function healed(scenario: Scenario): Scenario {
  return {
    ...scenario,
    stepsMax: 400,
    settleMs: ASKED_AFTER_MS + DONE_WITHIN_MS,
    commands: (random) => [
      ...randomCommands(15, 1_500)(random),
      ...lateCommands(scenario.nodes),
    ],
  };
}

function commandOf(number: number): PlannedCommand["command"] {
  return { id: `c${number}`, client: "client", body: `put ${number}` as never };
}
