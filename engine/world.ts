import { copyData } from "./copy_data.ts";
import { digest } from "./encode.ts";
import { EventQueue } from "./event_queue.ts";
import { CALM, type Faults, faultsOfLink, type LinkFaults } from "./faults.ts";
import { type Exports, type Guest, GuestThrew, RanOut } from "./guest.ts";
import { Process } from "./process.ts";
import { Random } from "./random.ts";
import type { Recorder } from "./recorder.ts";
import type {
  Action,
  Command,
  Context,
  Data,
  Effect,
  MessageName,
  Moment,
  Monitor,
  Node,
  NodeId,
  Observation,
  Violation,
} from "./types.ts";

export const NODES_MAX = 9;
/** More messages under way than this is a runaway program. */
export const IN_FLIGHT_MAX = 20_000;
const TOO_MANY_MESSAGES =
  `Your nodes send more than they receive: over ${
    IN_FLIGHT_MAX / 1e3
  } thousand messages were under ` +
  "way at once. Most often each message is answered with several, and these with more.";
/** A `settle` ends after this many steps, however little time has passed. */
export const SETTLE_STEPS_MAX = 20_000;

/** What a world is made of. */
export interface WorldOptions {
  readonly nodes: readonly NodeId[];
  readonly guest: Guest;
  /** Builds a node's behaviour from a program that no other node shares. */
  readonly spawn: (context: Context, program: Exports) => Node;
  readonly seed: number;
  readonly faults?: Partial<Faults>;
  readonly monitors?: readonly Monitor[];
  readonly recorder?: Recorder;
  /** `SETTLE_STEPS_MAX` unless told. */
  readonly settleStepsMax?: number;
}

/** Something that may happen later: a message under way, an armed timer, or a planned change. */
export interface Pending {
  /** When it is to happen; a scheduler may put it off. */
  atMs: number;
  /** When it was due at first. */
  readonly dueMs: number;
  order: number;
  readonly kind: "message" | "timer" | "command" | "restart" | "resume" | "heal";
  /** Index of the node that it will happen to; for a message, the receiver. */
  readonly node: number;
  /** For a message, index of the sender. */
  readonly from: number;
  /** For a message, its place on the link, from 1. */
  readonly ordinal: number;
  /** A timer's name. */
  readonly name: string;
  /** A message's payload or a command. For `heal`, the cut links. */
  payload: Data;
  /** The step that brought it about, 0 for the start. */
  readonly causeStep: number;
  /** True once it was replaced, lost or taken: the queue skips it. */
  isGone: boolean;
}

/** What interests a scheduler about a node. */
export interface NodeState {
  readonly process: Process;
  isPaused: boolean;
  /** The last step that ran here, 0 before the first. */
  lastStep: number;
  restarts: number;
  clockOffsetMs: number;
  readonly clockRate: number;
  readonly timers: Map<string, Pending>;
  random: Random;
}

/**
 * A cluster, its network, its disks and its clocks, in virtual time. A world never chooses: it
 * performs one action at a time and reports what came of it to its monitors and its recorder.
 * Schedulers do the choosing (`walk.ts`, `replay.ts`, `pct.ts`).
 *
 * @throws RangeError for a cluster of 0 or more than `NODES_MAX` nodes, GuestError when the program
 * cannot be loaded, RanOut when it runs out of a limit.
 */
export class World {
  readonly nodes: readonly NodeId[];
  readonly states: readonly NodeState[];
  readonly queue = new EventQueue<Pending>();
  readonly faults: Faults;
  /** Where messages' delays and losses come from. */
  readonly random: Random;
  nowMs = 0;
  /** Actions performed so far. */
  step = 0;
  /** What each monitor found first, in the monitors' order. A run goes on until all have failed. */
  readonly violations: (Violation | undefined)[];
  /** The program threw: the run cannot go on. */
  exception: Violation | undefined;
  /** True while a `settle` runs. */
  isSettling = false;

  readonly #options: WorldOptions;
  readonly #links: readonly LinkFaults[];
  readonly #cuts: Uint8Array;
  readonly #ordinals: Int32Array;
  readonly #monitors: readonly Monitor[];
  readonly #moment = { node: "", step: 0, timeMs: 0 };
  #failed = 0;
  #order = 0;
  #inFlight = 0;

  constructor(options: WorldOptions) {
    const count = options.nodes.length;
    if (count < 1 || count > NODES_MAX) {
      throw new RangeError(`Cannot start a world with ${count} nodes: expected 1 to ${NODES_MAX}`);
    }
    this.#options = options;
    this.nodes = options.nodes;
    this.faults = { ...CALM, ...options.faults };
    this.random = new Random(options.seed, "world");
    this.#links = options.nodes.flatMap((from) =>
      options.nodes.map((to) => faultsOfLink(this.faults, from, to))
    );
    this.#cuts = new Uint8Array(count * count);
    this.#ordinals = new Int32Array(count * count);
    this.#monitors = options.monitors ?? [];
    this.violations = this.#monitors.map(() => undefined);
    this.states = options.nodes.map((id) => this.#createState(id));
    for (let node = 0; node < count; node++) this.#boot(node, false);
  }

  /** Index of a node by its name, -1 where there is none. */
  indexOf(id: NodeId): number {
    return this.nodes.indexOf(id);
  }

  isRunning(node: number): boolean {
    return this.states[node].process.isRunning;
  }

  /** True when the one-way link is cut now. */
  isCut(from: number, to: number): boolean {
    return this.#cuts[from * this.nodes.length + to] > 0;
  }

  /** How the one-way link behaves. */
  faultsOn(from: number, to: number): LinkFaults {
    return this.#links[from * this.nodes.length + to];
  }

  /** True when nothing is left to learn from this run. */
  get isOver(): boolean {
    return this.#failed === this.violations.length && this.#failed > 0 ||
      this.exception !== undefined;
  }

  /** A node's own clock. */
  localNowMs(node: number): number {
    const state = this.states[node];
    return Math.floor(state.clockOffsetMs + state.clockRate * this.nowMs);
  }

  /** Puts something into the queue that happens `inMs` from now, unless it is made to vanish. */
  plan(kind: Pending["kind"], node: number, inMs: number, payload?: Data): Pending {
    return this.#enqueue(kind, node, this.nowMs + inMs, { payload });
  }

  // ---- Actions: each is one step ------------------------------------------------------------

  /** A message arrives. It must be in the queue, or have just been taken from it. */
  deliver(message: Pending, torn?: number): void {
    this.#begin(message.node);
    this.#take(message);
    const state = this.states[message.node];
    const from = this.nodes[message.from];
    this.#options.recorder?.deliver(this, message, torn);
    this.#observe(message.node, { kind: "deliver", from, message: message.payload });
    // A copy: monitors and traces keep what arrived, whatever the program does to what it was given.
    this.#run(state, "onMessage", torn, from, copyData(message.payload));
  }

  /** A message is lost. */
  drop(message: Pending): void {
    this.#begin(-1);
    this.#take(message);
    this.#options.recorder?.drop(this, message);
  }

  /** The network makes a second copy of a message. */
  duplicate(message: Pending): void {
    this.#begin(-1);
    this.#options.recorder?.duplicate(this, message);
    this.#post(message.from, message.node, copyData(message.payload), message.causeStep);
  }

  /** A timer fires. */
  fire(timer: Pending, torn?: number): void {
    this.#begin(timer.node);
    const state = this.states[timer.node];
    timer.isGone = true;
    state.timers.delete(timer.name);
    this.#options.recorder?.fire(this, timer, torn);
    this.#observe(timer.node, { kind: "fire", timer: timer.name });
    this.#run(state, "onTimer", torn, timer.name);
  }

  /** A client's command reaches a node. */
  command(node: number, command: Command, torn?: number): void {
    this.#begin(node);
    this.#options.recorder?.command(this, node, command, torn);
    this.#observe(node, { kind: "command", command });
    this.#run(this.states[node], "onCommand", torn, copyData(command));
  }

  /** A node stops, and forgets all that is not on its disk. */
  crash(node: number, losesUnsynced: boolean): void {
    this.#begin(node);
    this.#options.recorder?.crash(this, node, losesUnsynced);
    this.#crash(node, losesUnsynced);
  }

  /** A crashed node starts again, from its disk. */
  restart(node: number): void {
    this.#begin(node);
    this.#options.recorder?.change(this, "restart", node);
    this.#boot(node, true);
  }

  /** A node stands still: messages and timers wait. */
  pause(node: number): void {
    this.#begin(node);
    this.#options.recorder?.change(this, "pause", node);
    this.states[node].isPaused = true;
  }

  resume(node: number): void {
    this.#begin(node);
    this.#options.recorder?.change(this, "resume", node);
    this.states[node].isPaused = false;
  }

  /** Cuts every one-way link from a node of `from` to a node of `to`. */
  cut(from: readonly number[], to: readonly number[]): void {
    this.#begin(-1);
    this.#options.recorder?.links(this, "cut", from, to);
    this.#setLinks(from, to, 1);
  }

  heal(from: readonly number[], to: readonly number[]): void {
    this.#begin(-1);
    this.#options.recorder?.links(this, "heal", from, to);
    this.#setLinks(from, to, 0);
  }

  /** A node's clock jumps. Its timers do not: they run on a clock that only counts. */
  skew(node: number, byMs: number): void {
    this.#begin(node);
    this.#options.recorder?.skew(this, node, byMs);
    this.states[node].clockOffsetMs += byMs;
  }

  /**
   * The second phase of a run: every link is healed, every node runs, and all that is due happens
   * in order of time, with no loss and no overtaking, for `forMs` of virtual time.
   */
  settle(forMs: number): void {
    this.#begin(-1);
    this.#options.recorder?.settle(this, forMs);
    this.#observe(-1, { kind: "settle", forMs });
    // A walk holds back what cannot arrive yet; a replay does not. From here both must agree.
    this.queue.rebuild((pending) => pending.atMs = pending.dueMs);
    const untilMs = this.nowMs + forMs;
    const stepsMax = this.step + (this.#options.settleStepsMax ?? SETTLE_STEPS_MAX);
    this.isSettling = true;
    this.#cuts.fill(0);
    for (let node = 0; node < this.nodes.length; node++) {
      if (this.states[node].isPaused) this.resume(node);
      if (!this.isRunning(node)) this.restart(node);
    }
    while (!this.isOver && this.step < stepsMax) {
      const next = this.queue.peek();
      if (next === undefined || next.atMs > untilMs) break;
      this.queue.pop();
      if (next.isGone) continue;
      this.advanceTo(next.atMs);
      this.#happen(next);
    }
    this.isSettling = false;
    if (!this.isOver) this.advanceTo(untilMs);
  }

  /** Moves virtual time forward; never back. */
  advanceTo(timeMs: number): void {
    if (timeMs > this.nowMs) this.nowMs = timeMs;
  }

  /** Tells the monitors that the run is over. After an exception there is no whole run to judge. */
  finish(): void {
    if (this.exception !== undefined) return;
    this.#monitors.forEach((monitor, index) => {
      if (this.violations[index] === undefined) this.#report(index, this.#conclude(monitor));
    });
  }

  /** The stable name of a message under way. */
  nameOf(message: Pending): MessageName {
    return {
      from: this.nodes[message.from],
      to: this.nodes[message.node],
      ordinal: message.ordinal,
      digest: digest(message.payload),
    };
  }

  // ---- Inside ---------------------------------------------------------------------------------

  /**
   * What a monitor makes of the whole run. If the program throws when it is asked about the run, it
   * breaks this monitor's property: run again without the monitor, the schedule would throw nothing.
   */
  #conclude(monitor: Monitor): Violation | undefined {
    try {
      return monitor.finish?.();
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      const message =
        `The program threw when it was asked about what ${this.nodes.join(", ")} had ` +
        `done up to step ${this.step}: ${error.message}.`;
      return { message, steps: [this.step] };
    }
  }

  #createState(id: NodeId): NodeState {
    const random = new Random(this.#options.seed, `node ${id}`);
    const { clockStartMs, clockDrift } = this.faults;
    return {
      process: new Process(id, this.nodes, random),
      isPaused: false,
      lastStep: 0,
      restarts: 0,
      clockOffsetMs: clockStartMs > 0 ? this.random.between(0, clockStartMs) : 0,
      clockRate: clockDrift > 0 ? 1 + clockDrift * (2 * this.random.unit() - 1) : 1,
      timers: new Map(),
      random,
    };
  }

  #boot(node: number, restarted: boolean): void {
    const state = this.states[node];
    const { guest, spawn } = this.#options;
    const program = guest.instantiate();
    state.process.isRunning = true;
    if (restarted) state.restarts++;
    this.#observe(node, { kind: "start", restarted });
    let thrown: unknown;
    let hasThrown = false;
    this.#setClock(state, node);
    guest.enter();
    try {
      state.process.node = spawn(state.process.context, program);
    } catch (error) {
      thrown = error;
      hasThrown = true;
    } finally {
      guest.leave();
    }
    if (hasThrown) this.#threw(node, "constructor", thrown);
    else this.#run(state, "onStart", undefined);
  }

  #setClock(state: NodeState, node: number): void {
    state.process.surroundings.localNowMs = this.localNowMs(node);
  }

  /** Runs one handler under the meter and makes its effects happen, up to where a crash tears it. */
  #run(
    state: NodeState,
    handler: "onStart" | "onMessage" | "onTimer" | "onCommand",
    torn: number | undefined,
    first?: unknown,
    second?: unknown,
  ): void {
    const { process } = state;
    const { guest, recorder } = this.#options;
    // deno-lint-ignore no-explicit-any -- the handler is the program's: its types are a promise.
    const node = process.node as any;
    const index = this.indexOf(process.id);
    let thrown: unknown;
    let hasThrown = false;
    this.#setClock(state, index);
    guest.enter();
    try {
      if (handler === "onMessage") node.onMessage?.(first, second);
      else if (handler === "onTimer") node.onTimer?.(first);
      else if (handler === "onCommand") node.onCommand?.(first);
      else node.onStart?.();
    } catch (error) {
      thrown = error;
      hasThrown = true;
    } finally {
      guest.leave();
    }
    this.#applyEffects(index, state, torn);
    recorder?.after(this, index);
    if (hasThrown) this.#threw(index, handler, thrown);
    else if (torn !== undefined) this.#crash(index, true);
  }

  #threw(node: number, handler: string, thrown: unknown): void {
    const message = this.#options.guest.explain(thrown);
    this.#options.recorder?.threw(message);
    this.#observe(node, { kind: "threw", handler, message });
    const place = `step ${this.step}${this.step === 0 ? ", before anything else happened" : ""}`;
    this.exception ??= {
      message: `${this.#tellThrowing(node, handler)} at ${place}: ${message}.`,
      steps: [this.step],
    };
  }

  /** Handlers that the program does not write itself, as where replicas are driven, say it nothing. */
  #tellThrowing(node: number, handler: string): string {
    const who = this.nodes[node];
    if (handler === "constructor") return `${who} could not be made: the program threw`;
    return this.#options.guest.source.includes(handler)
      ? `${who}'s ${handler} threw`
      : `${who} threw`;
  }

  #applyEffects(node: number, state: NodeState, torn: number | undefined): void {
    const { process } = state;
    const effects = process.effects;
    const count = torn === undefined ? effects.length : Math.min(torn, effects.length);
    const { recorder } = this.#options;
    for (let index = 0; index < count; index++) {
      const effect = effects[index];
      let sent: Pending | undefined;
      if (effect.kind === "send") {
        sent = this.#post(node, this.indexOf(effect.to), effect.message, this.step);
      } else if (effect.kind === "setTimer") this.#arm(node, state, effect.name, effect.delayMs);
      else if (effect.kind === "clearTimer") this.#disarm(state, effect.name);
      else process.applyToDisk(effect);
      recorder?.effect(this, effect, sent);
      this.#observe(node, effect);
    }
    if (effects.length > 0) process.effects = [];
  }

  #post(from: number, to: number, payload: Data, causeStep: number): Pending {
    const linkIndex = from * this.nodes.length + to;
    const link = this.#links[linkIndex];
    const { random } = this;
    let delayMs = random.between(link.delayMs[0], link.delayMs[1]);
    if (!this.isSettling && random.chance(link.slow)) {
      delayMs += random.between(link.slowMs[0], link.slowMs[1]);
    }
    if (++this.#inFlight > IN_FLIGHT_MAX) {
      throw new RanOut("output", TOO_MANY_MESSAGES);
    }
    const ordinal = ++this.#ordinals[linkIndex];
    return this.#enqueue("message", to, this.nowMs + delayMs, {
      from,
      ordinal,
      payload,
      causeStep,
    });
  }

  #arm(node: number, state: NodeState, name: string, delayMs: number): void {
    this.#disarm(state, name);
    const atMs = this.nowMs + Math.ceil(delayMs / state.clockRate);
    state.timers.set(name, this.#enqueue("timer", node, atMs, { name, causeStep: this.step }));
  }

  #disarm(state: NodeState, name: string): void {
    const timer = state.timers.get(name);
    if (timer === undefined) return;
    timer.isGone = true;
    state.timers.delete(name);
  }

  #enqueue(
    kind: Pending["kind"],
    node: number,
    atMs: number,
    rest: { from?: number; ordinal?: number; name?: string; payload?: Data; causeStep?: number },
  ): Pending {
    const pending: Pending = {
      atMs,
      dueMs: atMs,
      order: this.#order++,
      kind,
      node,
      from: rest.from ?? -1,
      ordinal: rest.ordinal ?? 0,
      name: rest.name ?? "",
      payload: rest.payload,
      causeStep: rest.causeStep ?? this.step,
      isGone: false,
    };
    this.queue.push(pending);
    return pending;
  }

  #take(message: Pending): void {
    message.isGone = true;
    this.#inFlight--;
  }

  #crash(node: number, losesUnsynced: boolean): void {
    const state = this.states[node];
    for (const timer of state.timers.values()) timer.isGone = true;
    state.timers.clear();
    state.isPaused = false;
    state.process.crash(losesUnsynced);
    this.#observe(node, { kind: "crash", losesUnsynced });
  }

  #setLinks(from: readonly number[], to: readonly number[], value: 0 | 1): void {
    for (const source of from) {
      for (const target of to) {
        if (source !== target) this.#cuts[source * this.nodes.length + target] = value;
      }
    }
  }

  /** What is due happens as it would in a network without faults. */
  #happen(pending: Pending): void {
    switch (pending.kind) {
      case "message":
        return this.deliver(pending);
      case "timer":
        return this.fire(pending);
      default:
        // Restarts, resumes and heals were planned for the trouble that settling has ended, and
        // commands are choices: a scheduler makes them before or after.
    }
  }

  #begin(node: number): void {
    this.step++;
    if (node >= 0) this.#options.recorder?.cause(this, this.states[node].lastStep);
    if (node >= 0) this.states[node].lastStep = this.step;
  }

  #observe(node: number, observation: Observation): void {
    const monitors = this.#monitors;
    if (monitors.length === 0) return;
    const moment = this.#moment;
    moment.node = node < 0 ? "" : this.nodes[node];
    moment.step = this.step;
    moment.timeMs = this.nowMs;
    for (let index = 0; index < monitors.length; index++) {
      if (this.violations[index] !== undefined) continue;
      this.#report(index, monitors[index].observe(moment as Moment, observation));
    }
  }

  #report(index: number, violation: Violation | undefined): void {
    if (violation === undefined) return;
    this.violations[index] = violation;
    this.#failed++;
  }
}

/** An action by its kind, for code that builds schedules. */
export type ActionOf<Kind extends Action["kind"]> = Extract<Action, { kind: Kind }>;
export type { Effect };
