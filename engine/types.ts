/**
 * The engine's nouns: node, message, timer, context, action, schedule, trace, check, verdict,
 * counterexample. Everything else in `engine/` gives these words a behaviour.
 *
 * The vocabulary is that of the Raft paper (Ongaro and Ousterhout, USENIX ATC 2014) and of DSLabs
 * (Michael et al., EuroSys 2019): a node is an object with synchronous handlers, and all it can
 * touch is its context.
 */

/** The name of a node, such as `n1`. */
export type NodeId = string;

/**
 * Plain data, which the engine copies when it is sent, saved or applied: numbers, strings,
 * booleans, bigint, null, undefined, arrays, objects, Map and Set. A class instance is copied as
 * the plain object of its own fields. A function or a symbol is not data.
 */
export type Data = unknown;

/** All that a node can touch. Every value handed to it is copied at that moment. */
export interface Context {
  readonly id: NodeId;
  /** The other nodes of the cluster, in a fixed order, without this one. Frozen. */
  readonly peers: readonly NodeId[];
  /** This node's own clock, in milliseconds: it may drift and jump, and starts anywhere. */
  now(): number;
  /** A number in [0, 1), drawn from the run's seed. */
  random(): number;
  /** Sends a message, which may be lost, late, doubled or overtaken. Sending to oneself works. */
  send(to: NodeId, message: Data): void;
  /** Arms a timer by name; arming it again replaces it. `delayMs` is measured on the own clock. */
  setTimer(name: string, delayMs: number): void;
  clearTimer(name: string): void;
  /** Writes to the disk and waits until it is durable, with all that was written before. */
  save(key: string, value: Data): void;
  /** Writes to the disk's cache: lost when the power fails before a `sync` or `save`. */
  write(key: string, value: Data): void;
  /** Makes all earlier writes durable. */
  sync(): void;
  /** What was last written or saved under the key, or undefined. */
  load(key: string): Data;
  /** Hands a committed command to the state machine. Raft counts log indices from 1. */
  apply(index: number, command: Data): void;
  /** Answers a client's command, by the `id` that came with it. */
  reply(id: string, result: Data): void;
  /** Writes a line into the trace. It changes nothing else: it is this world's console.log. */
  note(label: string, data?: Data): void;
}

/** A node's behaviour: the class that a learner writes, built anew at every start with its context. */
export interface Node {
  /** Called once after every start and restart. */
  onStart?(): void;
  onMessage?(from: NodeId, message: never): void;
  onTimer?(name: string): void;
  /** A client's command. Its `id` names the operation for `reply`. */
  onCommand?(command: Command): void;
}

/** What a client asks of a node. */
export interface Command {
  readonly id: string;
  readonly client: string;
  readonly body: never;
}

/** What one handler asked of the world, in the order in which it asked. */
export type Effect =
  | { readonly kind: "send"; readonly to: NodeId; readonly message: Data }
  | { readonly kind: "setTimer"; readonly name: string; readonly delayMs: number }
  | { readonly kind: "clearTimer"; readonly name: string }
  | { readonly kind: "save"; readonly key: string; readonly value: Data }
  | { readonly kind: "write"; readonly key: string; readonly value: Data }
  | { readonly kind: "sync" }
  | { readonly kind: "apply"; readonly index: number; readonly command: Data }
  | { readonly kind: "reply"; readonly id: string; readonly result: Data }
  | { readonly kind: "note"; readonly label: string; readonly data: Data };

/**
 * A choice of the scheduler. A message is named by its link and its place among all messages ever
 * sent on that link (`n1>n2#3` is the third), with a digest of its payload, so that a schedule
 * still makes sense after other actions were taken out of it.
 *
 * `atMs` is the virtual time at which the action happens; time never runs backwards.
 * `torn`, where given, crashes the node after that many effects of the handler that the action
 * runs: with 1, the first effect happens and the second does not.
 */
export type Action =
  | {
    readonly kind: "deliver" | "drop" | "duplicate";
    readonly message: MessageName;
    readonly atMs: number;
    readonly torn?: number;
  }
  | {
    readonly kind: "fire";
    readonly node: NodeId;
    readonly timer: string;
    readonly atMs: number;
    readonly torn?: number;
  }
  | {
    readonly kind: "command";
    readonly node: NodeId;
    readonly command: Command;
    readonly atMs: number;
    readonly torn?: number;
  }
  | {
    readonly kind: "crash";
    readonly node: NodeId;
    readonly atMs: number;
    /** True for a power failure, which also loses what was written and not synced. */
    readonly losesUnsynced?: boolean;
  }
  | { readonly kind: "restart" | "pause" | "resume"; readonly node: NodeId; readonly atMs: number }
  | {
    /** Cuts or heals the one-way links from any of `from` to any of `to`. */
    readonly kind: "cut" | "heal";
    readonly from: readonly NodeId[];
    readonly to: readonly NodeId[];
    readonly atMs: number;
  }
  | {
    /** The node's clock jumps by `byMs`. */
    readonly kind: "skew";
    readonly node: NodeId;
    readonly byMs: number;
    readonly atMs: number;
  }
  | {
    /** Heals everything, restarts everyone, and runs fairly, in order of time, for `forMs`. */
    readonly kind: "settle";
    readonly forMs: number;
    readonly atMs: number;
  };

export interface MessageName {
  readonly from: NodeId;
  readonly to: NodeId;
  /** Counts the messages on this link from 1; a duplicate made by the network counts too. */
  readonly ordinal: number;
  /** Digest of the payload, so that the right message is found when ordinals have moved. */
  readonly digest: number;
}

/** The list of choices that, with the seed and the program, determines a run. */
export type Schedule = readonly Action[];

/** What a handler or the network did in one step, for monitors and traces. */
export type Observation =
  | Effect
  | { readonly kind: "start"; readonly restarted: boolean }
  | { readonly kind: "crash"; readonly losesUnsynced: boolean }
  | { readonly kind: "deliver"; readonly from: NodeId; readonly message: Data }
  | { readonly kind: "fire"; readonly timer: string }
  | { readonly kind: "command"; readonly command: Command }
  /** The trouble is over and a fair run of `forMs` begins. It happens to no node: `node` is "". */
  | { readonly kind: "settle"; readonly forMs: number }
  /** The program threw: `message` is text, already cut and cleaned. */
  | { readonly kind: "threw"; readonly handler: string; readonly message: string };

/** Where and when an observation was made. `step` counts actions from 1. */
export interface Moment {
  readonly node: NodeId;
  readonly step: number;
  readonly timeMs: number;
}

/** What a monitor found: evidence that a property does not hold. */
export interface Violation {
  /** One sentence in the learner's words: which property, which nodes, which steps. */
  readonly message: string;
  /** The steps that the sentence speaks of, in order. The last is where the property broke. */
  readonly steps: readonly number[];
}

/**
 * Watches one run for one property. A monitor keeps its state in ordinary fields, has no member with
 * a `#` before its name, and takes steps only from `moment`, so that exhaustive search can copy and
 * hash it (there, every step is 0).
 */
export interface Monitor {
  /** `moment` is reused: take out of it what is to be kept. */
  observe(moment: Moment, observation: Observation): Violation | undefined;
  /** Called when the run is over, for properties of whole runs. */
  finish?(): Violation | undefined;
}

// ---- The trace --------------------------------------------------------------------------------

/** The trace format's version. It rises when a stored trace would read differently. */
export const TRACE_VERSION = 1;

/** One step of a run: an action that happened, why, and all that it brought about. */
export interface TraceEvent {
  /** Counts from 1 without gaps. */
  readonly step: number;
  readonly timeMs: number;
  /** The node that it happened to, or null where it happened to the network. */
  readonly node: NodeId | null;
  readonly kind: Action["kind"] | "start";
  /** The steps that this one directly follows from: the node's previous step, and the send. */
  readonly causes: readonly number[];
  /** For a delivery the sender, for messages their name `n1>n2#3`; see `describe_event.ts`. */
  readonly from?: NodeId;
  readonly message?: string;
  /** The message's, command's or timer's content, as JSON data. */
  readonly payload?: unknown;
  /** What the handler asked for, in order; sends carry the message's name. */
  readonly effects: readonly TraceEffect[];
  /** The node's fields that changed: path, value before, value after, as JSON data. */
  readonly changes: readonly { path: string; before: unknown; after: unknown }[];
  /** The exception that the handler ended with, if it did. */
  readonly threw?: string;
  /** True where the node crashed in the middle of the handler, after the effects shown. */
  readonly torn?: boolean;
}

export interface TraceEffect {
  readonly kind: Effect["kind"];
  /** For a send, the message's name `n1>n2#3`, or null where a crash came first. */
  readonly message?: string | null;
  readonly to?: NodeId;
  readonly name?: string;
  readonly payload?: unknown;
}

/** A whole run, ready to be stored, shown and replayed. */
export interface Trace {
  readonly version: typeof TRACE_VERSION;
  readonly slug: string;
  readonly seed: number;
  readonly nodes: readonly NodeId[];
  readonly events: readonly TraceEvent[];
}

// ---- Verdicts ---------------------------------------------------------------------------------

/** Why a check failed, small enough to understand. JSON data throughout. */
export interface Counterexample {
  /** The name of the check that it fails. */
  readonly check: string;
  /** The plan that found it: what is needed, with seed and schedule, to run it again. */
  readonly plan: string;
  readonly seed: number;
  readonly schedule: Schedule;
  /** The program's source, so that a counterexample can be replayed from its file alone. */
  readonly program: string;
  readonly trace: Trace;
  /** The step where the property broke. */
  readonly culprit: number;
  /** The steps that the violation causally depends on, in order, the culprit last. */
  readonly slice: readonly number[];
  /** The first step after which the failure comes even if all trouble ends: see `doomedFrom`. */
  readonly doomedFrom?: number;
  /** True where a search tried all that could follow that step and found no way out. */
  readonly isDoomProved?: true;
}

/** A check's or submission's outcome. Running out of fuel, memory or time is not failing. */
export type Outcome = "passed" | "failed" | "ran out";

export interface CheckResult {
  readonly name: string;
  /** The property as a sentence: "Merging is commutative." */
  readonly promise: string;
  readonly verdict: Outcome | "not run";
  /** For a learner: what was promised, what was seen, how to see it again. Empty when passed. */
  readonly message: string;
  readonly counterexample: Counterexample | null;
  /** What was proved, to which bound, or how much was sampled. */
  readonly coverage: string;
}

/** How much work a suite did. */
export interface Stats {
  schedules: number;
  events: number;
  states: number;
}
