import { RAFT_ADAPTER } from "@/engine/monitors/raft_adapter.ts";
import { type RaftMessage, readRaft } from "@/engine/monitors/raft_message.ts";
import type { RaftProperty } from "@/engine/monitors/raft_properties.ts";
import type { Check, Plan, Scenario } from "@/engine/suite.ts";
import type {
  Context,
  Data,
  Moment,
  Monitor,
  Node,
  NodeId,
  Observation,
  Violation,
} from "@/engine/types.ts";
import type { Entry } from "./api.ts";
import { Puppet } from "./puppet.ts";

/** A cluster of which it is known what logs its nodes have, and which of them are puppets. */
export interface ElectionScenario extends Scenario {
  readonly logs: ReadonlyMap<NodeId, readonly number[]>;
  readonly puppets: readonly NodeId[];
}

export interface ClusterOptions extends Partial<Scenario> {
  /** By node, from n1 on: the terms of the entries in its log. Nodes without one have an empty log. */
  readonly logs?: readonly (readonly number[])[];
  /** How many of the nodes, from n1 on, run the program; the others are puppets. All unless told. */
  readonly programs?: number;
}

/** A cluster of `count` nodes: n1, n2, ... */
export function cluster(count: number, options: ClusterOptions = {}): ElectionScenario {
  const { logs = [], programs = count, ...rest } = options;
  const nodes = Array.from({ length: count }, (_, index) => `n${index + 1}`);
  const terms = new Map(nodes.map((node, index) => [node, logs[index] ?? []]));
  const puppets = nodes.slice(programs);
  return {
    nodes,
    logs: terms,
    puppets,
    stepsMax: 300,
    ...rest,
    spawn: (context, program) =>
      puppets.includes(context.id)
        ? new Puppet(context)
        : new (program.RaftNode as RaftNodeClass)(context, logOf(terms.get(context.id)!)),
  };
}

type RaftNodeClass = new (context: Context, log: readonly Entry[]) => Node;

/** A log with entries of these terms. Frozen, since it never changes. */
function logOf(terms: readonly number[]): readonly Entry[] {
  return Object.freeze(
    terms.map((term, index) => Object.freeze({ term, command: `entry ${index + 1}` })),
  );
}

/** Where a log ends: its last index, and the term there. */
export interface LogEnd {
  readonly index: number;
  readonly term: number;
}

export function endOf(terms: readonly number[]): LogEnd {
  return { index: terms.length, term: terms.at(-1) ?? 0 };
}

/** True when a log that ends at `one` is at least as up to date as one that ends at `other`. */
export function isUpToDate(one: LogEnd, other: LogEnd): boolean {
  return one.term > other.term || (one.term === other.term && one.index >= other.index);
}

/** "entry 3 of term 1", or "nothing". */
export function tellEnd({ index, term }: LogEnd): string {
  return index === 0 ? "nothing" : `entry ${index} of term ${term}`;
}

/** What a message of figure 2 says; undefined for any other. */
export function read(message: Data): RaftMessage | undefined {
  return readRaft(RAFT_ADAPTER, message);
}

/** A property that needs to know more of the cluster than its size. */
export interface ElectionProperty {
  readonly name: string;
  readonly promise: string;
  readonly watch: (scenario: ElectionScenario) => Monitor;
}

/** The check that a program has a property, in clusters with and without puppets. */
export function electionCheck(
  { name, promise, watch }: ElectionProperty,
  plans: readonly Plan[],
  weight = 1,
): Check {
  const monitor = (_: unknown, scenario: Scenario) =>
    ofProgram(watch(scenario as ElectionScenario), (scenario as ElectionScenario).puppets);
  return { name, promise, weight, plans, monitor };
}

/** The same property of Raft that the other exercises have. */
export function shared({ name, promise, watch }: RaftProperty): ElectionProperty {
  return { name, promise, watch: ({ nodes }) => watch(nodes.length) };
}

/** Puppets may do what no node may: only what the program does is judged. */
function ofProgram(monitor: Monitor, puppets: readonly NodeId[]): Monitor {
  return puppets.length === 0 ? monitor : new OfProgram(monitor, puppets);
}

class OfProgram implements Monitor {
  constructor(readonly monitor: Monitor, readonly puppets: readonly NodeId[]) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (this.puppets.includes(moment.node)) return;
    return this.monitor.observe(moment, observation);
  }

  finish(): Violation | undefined {
    return this.monitor.finish?.();
  }
}
