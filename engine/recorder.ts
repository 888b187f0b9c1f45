import { callGuest, type Guest, GuestThrew } from "./guest.ts";
import { changesBetween, type Json, toJson } from "./to_json.ts";
import {
  type Action,
  type Command,
  type Effect,
  type Trace,
  TRACE_VERSION,
  type TraceEffect,
  type TraceEvent,
} from "./types.ts";
import type { Pending, World } from "./world.ts";

type Draft = { -readonly [Key in keyof TraceEvent]: TraceEvent[Key] } & {
  effects: TraceEffect[];
  causes: number[];
};

export interface RecorderOptions {
  /**
   * Only so many of the run's first events become part of the trace, since describing an event takes
   * ten times as long as performing it; all of them unless told. The schedule is whole.
   */
  readonly eventsMax?: number;
}

/**
 * Writes down a run: the schedule, which is enough to run it again, and the trace, which is enough
 * to show it. Recording draws no random number, so a recorded run equals the run itself.
 */
export class Recorder {
  readonly schedule: Action[] = [];
  /** The step of each action of the schedule. */
  readonly steps: number[] = [];
  readonly events: TraceEvent[] = [];
  readonly #guest: Guest;
  readonly #eventsMax: number;
  readonly #states = new Map<string, Json>();
  #draft: Draft | undefined;
  #previousStep = 0;

  constructor(guest: Guest, { eventsMax = Infinity }: RecorderOptions = {}) {
    this.#guest = guest;
    this.#eventsMax = eventsMax;
  }

  /** The run so far, as a trace. */
  trace(slug: string, seed: number, world: World): Trace {
    return { version: TRACE_VERSION, slug, seed, nodes: world.nodes, events: this.events };
  }

  /** The step before this one at the same node, told before the step begins. */
  cause(_world: World, previousStep: number): void {
    this.#previousStep = previousStep;
  }

  deliver(world: World, message: Pending, torn: number | undefined): void {
    this.#choose(
      world,
      () => ({ kind: "deliver", message: world.nameOf(message), ...at(world, torn) }),
    );
    const draft = this.#begin(world, "deliver", world.nodes[message.node], torn);
    if (draft === undefined) return;
    addCause(draft, message.causeStep);
    Object.assign(draft, describeMessage(world, message));
  }

  drop(world: World, message: Pending): void {
    this.#lose(world, "drop", message);
  }

  duplicate(world: World, message: Pending): void {
    this.#lose(world, "duplicate", message);
  }

  fire(world: World, timer: Pending, torn: number | undefined): void {
    const node = world.nodes[timer.node];
    this.#choose(world, () => ({ kind: "fire", node, timer: timer.name, ...at(world, torn) }));
    const draft = this.#begin(world, "fire", node, torn);
    if (draft === undefined) return;
    draft.payload = timer.name;
    addCause(draft, timer.causeStep);
  }

  command(world: World, index: number, command: Command, torn: number | undefined): void {
    const node = world.nodes[index];
    this.#choose(world, () => ({ kind: "command", node, command, ...at(world, torn) }));
    const draft = this.#begin(world, "command", node, torn);
    if (draft !== undefined) draft.payload = toJson(command);
  }

  crash(world: World, index: number, losesUnsynced: boolean): void {
    const node = world.nodes[index];
    this.#choose(world, () => ({ kind: "crash", node, losesUnsynced, atMs: world.nowMs }));
    this.#begin(world, "crash", node);
    this.#states.delete(node);
  }

  change(world: World, kind: "restart" | "pause" | "resume", index: number): void {
    const node = world.nodes[index];
    this.#choose(world, () => ({ kind, node, atMs: world.nowMs }));
    this.#begin(world, kind, node);
  }

  links(world: World, kind: "cut" | "heal", from: readonly number[], to: readonly number[]): void {
    const names = {
      from: from.map((index) => world.nodes[index]),
      to: to.map((index) => world.nodes[index]),
    };
    this.#choose(world, () => ({ kind, ...names, atMs: world.nowMs }));
    const draft = this.#begin(world, kind, null);
    if (draft !== undefined) draft.payload = names;
  }

  skew(world: World, index: number, byMs: number): void {
    const node = world.nodes[index];
    this.#choose(world, () => ({ kind: "skew", node, byMs, atMs: world.nowMs }));
    const draft = this.#begin(world, "skew", node);
    if (draft !== undefined) draft.payload = byMs;
  }

  settle(world: World, forMs: number): void {
    this.#choose(world, () => ({ kind: "settle", forMs, atMs: world.nowMs }));
    const draft = this.#begin(world, "settle", null);
    if (draft !== undefined) draft.payload = forMs;
  }

  effect(world: World, effect: Effect, sent: Pending | undefined): void {
    this.#draft?.effects.push(describeEffect(world, effect, sent));
  }

  threw(message: string): void {
    if (this.#draft !== undefined) this.#draft.threw = message;
  }

  /** Called after a handler: writes down what changed in the node's fields. */
  after(world: World, index: number): void {
    // A node's first state is what its first event changes.
    if (this.#draft === undefined && this.#isFull) return;
    const id = world.nodes[index];
    const state = describeNode(this.#guest, world, index);
    const before = this.#states.get(id) ?? {};
    this.#states.set(id, state);
    if (this.#draft?.node === id) this.#draft.changes = changesBetween(before, state);
  }

  get #isFull(): boolean {
    return this.events.length >= this.#eventsMax;
  }

  #choose(world: World, describe: () => Action): void {
    // What settling brings about follows from the settling: it is no choice.
    if (world.isSettling) return;
    this.schedule.push(describe());
    this.steps.push(world.step);
  }

  #lose(world: World, kind: "drop" | "duplicate", message: Pending): void {
    this.#choose(world, () => ({ kind, message: world.nameOf(message), atMs: world.nowMs }));
    const draft = this.#begin(world, kind, null);
    if (draft === undefined) return;
    addCause(draft, message.causeStep);
    Object.assign(draft, describeMessage(world, message));
  }

  /** Begins an event of the trace, unless that has as many as it may. */
  #begin(
    world: World,
    kind: TraceEvent["kind"],
    node: string | null,
    torn?: number,
  ): Draft | undefined {
    if (this.#isFull) return this.#draft = undefined;
    const draft: Draft = {
      step: world.step,
      timeMs: world.nowMs,
      node,
      kind,
      causes: [],
      effects: [],
      changes: [],
    };
    if (node !== null) addCause(draft, this.#previousStep);
    if (torn !== undefined) draft.torn = true;
    this.#draft = draft;
    this.events.push(draft);
    return draft;
  }
}

/** A node's fields, as JSON data. */
export function describeNode(guest: Guest, world: World, index: number): Json {
  const { node, context } = world.states[index].process;
  try {
    return callGuest(guest, () => toJson(node ?? {}, (value) => value === context));
  } catch (error) {
    // A getter of the program's threw: the trace does without this node's state.
    if (error instanceof GuestThrew) return {};
    throw error;
  }
}

function addCause(draft: Draft, step: number): void {
  if (step > 0 && !draft.causes.includes(step)) draft.causes.push(step);
}

function at(world: World, torn: number | undefined): { atMs: number; torn?: number } {
  return torn === undefined ? { atMs: world.nowMs } : { atMs: world.nowMs, torn };
}

function describeMessage(world: World, message: Pending): Partial<Draft> {
  const from = world.nodes[message.from];
  const name = `${from}>${world.nodes[message.node]}#${message.ordinal}`;
  return { from, message: name, payload: toJson(message.payload) };
}

function describeEffect(world: World, effect: Effect, sent: Pending | undefined): TraceEffect {
  switch (effect.kind) {
    case "send": {
      const message = sent === undefined
        ? null
        : `${world.nodes[sent.from]}>${effect.to}#${sent.ordinal}`;
      return { kind: "send", message, to: effect.to, payload: toJson(effect.message) };
    }
    case "setTimer":
      return { kind: "setTimer", name: effect.name, payload: effect.delayMs };
    case "clearTimer":
      return { kind: "clearTimer", name: effect.name };
    case "save":
    case "write":
      return { kind: effect.kind, name: effect.key, payload: toJson(effect.value) };
    case "sync":
      return { kind: "sync" };
    case "apply":
      return { kind: "apply", name: String(effect.index), payload: toJson(effect.command) };
    case "reply":
      return { kind: "reply", name: effect.id, payload: toJson(effect.result) };
    case "note":
      return { kind: "note", name: effect.label, payload: toJson(effect.data) };
  }
}
