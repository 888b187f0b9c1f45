import type { Exports, Guest } from "@/engine/guest.ts";
import type { Process } from "@/engine/process.ts";
import type { PlannedCommand } from "@/engine/walk.ts";
import type {
  Context,
  Data,
  Monitor,
  Node,
  NodeId,
  Observation,
  Violation,
} from "@/engine/types.ts";
import { type Local, LocalStore, type Transition } from "./local_store.ts";
import { MessageStore } from "./message_store.ts";
import { MonitorStore } from "./monitor_store.ts";
import { type Permutation, permutations } from "./symmetry.ts";

/** How much trouble a search allows, in all its nodes together. */
export interface SearchBounds {
  /** How many timers may fire. Infinity: any number, and none is counted. */
  readonly timeouts: number;
  /** How many crashes there may be; each node that is down may restart. */
  readonly crashes?: number;
  /** How many messages the network may double. */
  readonly duplicates?: number;
  /** True: a crash may strike between any two effects of a handler as well. */
  readonly isTorn?: boolean;
  /** False for messages that lie outside what is searched, such as those of a third term. */
  readonly isWithin?: (message: Data) => boolean;
}

export interface SpaceOptions {
  readonly nodes: readonly NodeId[];
  readonly guest: Guest;
  readonly spawn: (context: Context, program: Exports) => Node;
  readonly processes: readonly Process[];
  readonly programs: readonly Exports[];
  readonly monitors: readonly Monitor[];
  readonly bounds: SearchBounds;
  /** Commands that clients give, in this order, at any time. */
  readonly commands?: readonly PlannedCommand[];
  /** Nodes that no check and no program tells apart by more than their names. */
  readonly alike?: readonly NodeId[];
  /**
   * How states are found that differ by names only. "exact" tries all renamings: the fewest states.
   * "sorted" tries one, which sorts the nodes by their local states: some states stay apart that
   * need not, and it is as quick for nine nodes as for three. Either is sound.
   */
  readonly symmetry?: "exact" | "sorted";
  /** True: messages are never used up, and a second one like it changes nothing. */
  readonly keepsMessages?: boolean;
  readonly canCopy: boolean;
  readonly hasClock: boolean;
  readonly dice: number;
}

/** What kind of step an action is; the rest of its number says which. */
export const STEP = {
  deliver: 0,
  fire: 1,
  crash: 2,
  restart: 3,
  command: 4,
  duplicate: 5,
} as const;

const KIND_BITS = 3;
const TORN_BITS = 5;
/** Handlers are torn after at most this many effects. */
const TORN_MAX = (1 << TORN_BITS) - 2;

/** An action as one number: kind, torn plus one, and a message, timer or node. */
export function decodeAction(code: number): { kind: number; torn: number; argument: number } {
  return {
    kind: code & ((1 << KIND_BITS) - 1),
    torn: ((code >> KIND_BITS) & ((1 << TORN_BITS) - 1)) - 1,
    argument: code >> (KIND_BITS + TORN_BITS),
  };
}

function encodeAction(kind: number, argument: number, torn = -1): number {
  return (argument << (KIND_BITS + TORN_BITS)) | ((torn + 1) << KIND_BITS) | kind;
}

/** Receives the successors of a state. */
export interface Successors {
  /**
   * `length` words of `words` are the successor. The buffer is used again afterwards. `asleep` is
   * the set of nodes that may sleep there: see `Space.expandAwake`.
   */
  state(action: number, words: Int32Array, length: number, asleep: number): void;
  violation(action: number, monitor: number, violation: Violation): void;
  exception(action: number): void;
}

const DEAD = -1;

/** What one step lets the monitors see. Equal numbers mean equal batches. */
interface Batch {
  readonly id: number;
  readonly node: number;
  readonly seen: readonly Observation[];
}

interface SeenBatch extends Batch {
  /** The monitors' states after it. */
  readonly next: Int32Array;
}

/** What the expansion of one state knows about who may sleep after it. Sets of nodes are bits. */
class Sleeper {
  /** What each node can do there. */
  readonly batches: readonly SeenBatch[][];
  /** Who is sent a message in the step that is being made. */
  addressees = 0;

  /** Who may sleep after the step, if nothing speaks against it. */
  candidates = 0;

  constructor(readonly row: Int32Array, nodes: number) {
    this.batches = Array.from({ length: nodes }, () => []);
  }
}

const NOWHERE: Successors = { state() {}, violation() {}, exception() {} };

/**
 * The global states of a cluster and the steps between them. A state is a row of numbers: the local
 * state of each node, the state of each monitor, what is left of each bound, and the messages under
 * way in ascending order. Nodes are asynchronous: any message may arrive at any time or never, and
 * any node's next timer may fire at any time, so loss, delay, reordering and partitions need no
 * steps of their own.
 */
export class Space {
  readonly locals: LocalStore;
  readonly messages: MessageStore;
  readonly #options: SpaceOptions;
  readonly #monitors: readonly MonitorStore[];
  readonly #permutations: readonly Permutation[];
  readonly #alike: readonly number[];
  readonly #timerIds = new Map<string, number>();
  readonly #timerNames: string[] = [];
  readonly #boot: number;
  readonly #messageInputs: number[] = [];
  readonly #timerInputs: number[] = [];
  readonly #commandInputs: readonly number[];
  /** Where the parts of a row begin. */
  readonly #monitorsAt: number;
  readonly #boundsAt: number;
  readonly #messagesAt: number;
  #row = new Int32Array(256);
  #canonicalRow = new Int32Array(256);
  #scratch = new Int32Array(256);

  constructor(options: SpaceOptions) {
    this.#options = options;
    const { nodes, monitors, bounds, commands = [] } = options;
    this.locals = new LocalStore(options);
    this.messages = new MessageStore(bounds.isWithin ?? (() => true));
    this.#monitors = monitors.map((monitor) => new MonitorStore(monitor));
    const alike = options.alike ?? [];
    this.#alike = alike.map((id) => nodes.indexOf(id));
    this.#permutations = permutations(nodes, options.symmetry === "sorted" ? [] : alike);
    this.#boot = this.locals.internInput({ kind: "boot", restarted: true });
    this.#commandInputs = commands.map(({ command }) =>
      this.locals.internInput({ kind: "command", ...command })
    );
    this.#monitorsAt = nodes.length;
    this.#boundsAt = nodes.length + monitors.length;
    this.#messagesAt = this.#boundsAt + BOUND.count;
  }

  /** True where one state may be known by several renamings of it. */
  get isSorted(): boolean {
    return this.#options.symmetry === "sorted" && this.#alike.length >= 2;
  }

  /** The state in which all nodes have just started, on empty disks. */
  start(): Int32Array {
    const boot = this.locals.internInput({ kind: "boot", restarted: false });
    const sent: number[] = [];
    const locals = this.#options.nodes.map((_, node) => {
      const transition = this.locals.run(this.locals.down(node, new Map(), new Map()), boot);
      sent.push(...this.#sendsOf(node, transition));
      return transition.to;
    });
    return this.stateOf(locals, sent);
  }

  /** The state with these nodes and messages, all bounds untouched, all monitors at their start. */
  stateOf(locals: readonly Local[], messages: readonly number[]): Int32Array {
    const { bounds } = this.#options;
    return Int32Array.from([
      ...locals.map(({ id }) => id),
      ...this.#monitors.map(() => 0),
      ...[bounds.timeouts, bounds.crashes ?? 0, bounds.duplicates ?? 0].map(toWord),
      0,
      ...messages.filter((id) => this.messages.get(id).isWithin).sort((one, other) => one - other),
    ]);
  }

  /** Tells every step that can be taken from a state, and where it leads. */
  expand(row: Int32Array, successors: Successors): void {
    this.#sleeper = undefined;
    const { nodes } = this.#options;
    this.#network(row, successors);
    for (let node = 0; node < nodes.length; node++) this.#stepsAt(row, node, successors);
  }

  /**
   * The same for the nodes that are not asleep, with sleep sets (Godefroid, "Partial-order methods for
   * the verification of concurrent systems", LNCS 1032, 1996, chapter 5). Where steps of two nodes
   * may come in either order and lead to the same, the one order is enough: after a step, the nodes
   * that were tried before it, and those that slept already, may sleep on.
   *
   * A node may not sleep on when the step sent it a message, or let a client give its next command,
   * since then it can do more than before; and when a monitor can tell the order, which is tried
   * out. A bound that is used up only takes steps away, for ever.
   * Sets are of whole nodes, as bits: all that a sleeping node can do sleeps. The network never does.
   */
  expandAwake(row: Int32Array, asleep: number, successors: Successors): void {
    const { nodes } = this.#options;
    this.#network(row, successors);
    const sleeper = new Sleeper(row, nodes.length);
    this.#sleeper = sleeper;
    if (this.#monitors.length > 0) {
      // What a sleeping node would do counts, if only to see whether monitors can tell.
      for (let node = 0; node < nodes.length; node++) {
        if ((asleep >> node & 1) === 1) this.#stepsAt(row, node, NOWHERE);
      }
    }
    sleeper.candidates = asleep;
    for (let node = 0; node < nodes.length; node++) {
      if ((asleep >> node & 1) === 1) continue;
      this.#stepsAt(row, node, successors);
      sleeper.candidates |= 1 << node;
    }
    this.#sleeper = undefined;
  }
  #sleeper: Sleeper | undefined;

  /** What happens to the network alone. */
  #network(row: Int32Array, successors: Successors): void {
    if (row[this.#boundsAt + BOUND.duplicates] === 0) return;
    for (let at = this.#messagesAt; at < row.length; at++) {
      if (at > this.#messagesAt && row[at] === row[at - 1]) continue;
      this.#duplicate(row, at, successors);
    }
  }

  /** All that can happen at one node. */
  #stepsAt(row: Int32Array, node: number, successors: Successors): void {
    const local = this.locals.get(row[node]);
    if (!local.isRunning) {
      return this.#step(row, node, this.#boot, { kind: STEP.restart }, successors);
    }
    for (let at = this.#messagesAt; at < row.length; at++) {
      // Two messages alike: delivering either leads to the same state.
      if (at > this.#messagesAt && row[at] === row[at - 1]) continue;
      if (this.messages.get(row[at]).to === node) this.#deliver(row, at, successors);
    }
    if (row[this.#boundsAt + BOUND.timeouts] > 0) this.#fire(row, local, successors);
    if (row[this.#boundsAt + BOUND.crashes] > 0) this.#crash(row, local, successors);
    this.#command(row, node, successors);
  }

  /**
   * The number of words of the state by which equal states are known: the state itself, or with
   * nodes that are alike, the smallest of its renamings.
   */
  canonical(row: Int32Array, length: number): Int32Array {
    if (this.#alike.length < 2) return row.subarray(0, length);
    if (this.#options.symmetry === "sorted") {
      return this.#renamed(row, length, this.#sorting(row), this.#canonicalRow);
    }
    let best = this.#renamed(row, length, this.#permutations[0], this.#canonicalRow);
    for (let index = 1; index < this.#permutations.length; index++) {
      const other = this.#renamed(row, length, this.#permutations[index], this.#scratch);
      if (!isSmaller(other, best)) continue;
      best = other;
      [this.#canonicalRow, this.#scratch] = [this.#scratch, this.#canonicalRow];
    }
    return best;
  }

  /** The name of the timer in an action. */
  timerName(argument: number): string {
    return this.#timerNames[Math.floor(argument / this.#options.nodes.length)];
  }

  // ---- Steps ----------------------------------------------------------------------------------

  #deliver(row: Int32Array, at: number, successors: Successors): void {
    const message = this.messages.get(row[at]);
    const inputId = this.#messageInputs[message.id] ??= this.locals.internInput({
      kind: "message",
      from: this.#options.nodes[message.from],
      payload: message.payload,
    });
    const taken = this.#options.keepsMessages ? -1 : at;
    const action = { kind: STEP.deliver, argument: message.id, taken };
    this.#step(row, message.to, inputId, action, successors);
  }

  #fire(row: Int32Array, local: Local, successors: Successors): void {
    let firstMs = Infinity;
    for (const dueMs of local.timers.values()) firstMs = Math.min(firstMs, dueMs);
    for (const [name, dueMs] of local.timers) {
      // One node's timers run on one clock: a later one cannot overtake an earlier one.
      if (dueMs > firstMs) continue;
      const timer = this.#timerId(name);
      const inputId = this.#timerInputs[timer] ??= this.locals.internInput({ kind: "timer", name });
      const argument = timer * this.#options.nodes.length + local.node;
      const action = { kind: STEP.fire, argument, spends: BOUND.timeouts };
      this.#step(row, local.node, inputId, action, successors);
    }
  }

  #timerId(name: string): number {
    const known = this.#timerIds.get(name);
    if (known !== undefined) return known;
    this.#timerIds.set(name, this.#timerNames.length);
    this.#timerNames.push(name);
    return this.#timerNames.length - 1;
  }

  #command(row: Int32Array, node: number, successors: Successors): void {
    const next = row[this.#boundsAt + BOUND.commands];
    const planned = this.#options.commands?.[next];
    const { nodes } = this.#options;
    if (planned === undefined) return;
    if (planned.node !== undefined && planned.node !== nodes[node]) return;
    const argument = next * nodes.length + node;
    const action = { kind: STEP.command, argument, spends: BOUND.commands };
    this.#step(row, node, this.#commandInputs[next], action, successors);
  }

  #crash(row: Int32Array, local: Local, successors: Successors): void {
    const ways = local.unsynced.size > 0 ? [false, true] : [true];
    for (const losesUnsynced of ways) {
      const action = encodeAction(STEP.crash, local.node * 2 + Number(losesUnsynced));
      const to = this.locals.crash(local, losesUnsynced);
      const seen: Observation[] = [{ kind: "crash", losesUnsynced }];
      const batchId = -1 - (local.node * 2 + Number(losesUnsynced));
      const length = this.#copy(row, -1);
      this.#row[local.node] = to.id;
      this.#row[this.#boundsAt + BOUND.crashes]--;
      this.#finish(action, { id: batchId, node: local.node, seen }, length, successors);
    }
  }

  #duplicate(row: Int32Array, at: number, successors: Successors): void {
    const length = this.#copy(row, -1);
    this.#row[this.#boundsAt + BOUND.duplicates]--;
    const action = encodeAction(STEP.duplicate, row[at]);
    successors.state(action, this.#row, this.#insert(length, row[at]), 0);
  }

  /** Runs a handler, whole, and where the bounds allow it torn after each of its effects. */
  #step(
    row: Int32Array,
    node: number,
    inputId: number,
    action: { kind: number; argument?: number; taken?: number; spends?: number },
    successors: Successors,
  ): void {
    const local = this.locals.get(row[node]);
    const transition = this.locals.run(local, inputId);
    const { kind, argument = node, taken = -1, spends } = action;
    const code = encodeAction(kind, argument);
    if (transition.isException) return successors.exception(code);
    const sends = this.#sendsOf(node, transition);
    const seen = transition.observations;
    const batch = { id: transition.id * (TORN_MAX + 2), node, seen };
    this.#spend(row, taken, spends);
    this.#arrive(transition.to, sends, code, batch, row.length - Number(taken >= 0), successors);
    const { isTorn } = this.#options.bounds;
    if (!isTorn || row[this.#boundsAt + BOUND.crashes] === 0) return;
    const offset = seen.length - transition.effects.length;
    for (let torn = 0; torn < Math.min(TORN_MAX, transition.effects.length); torn++) {
      const done = transition.effects.slice(0, torn);
      const to = this.locals.tear(local, transition, torn);
      this.#spend(row, taken, spends);
      this.#row[this.#boundsAt + BOUND.crashes]--;
      const tornBatch = {
        id: batch.id + 1 + torn,
        node,
        seen: [...seen.slice(0, offset + torn), { kind: "crash" as const, losesUnsynced: true }],
      };
      const count = done.filter((effect) => effect.kind === "send").length;
      const tornCode = encodeAction(kind, argument, torn);
      const length = row.length - Number(taken >= 0);
      this.#arrive(to, sends.slice(0, count), tornCode, tornBatch, length, successors);
    }
  }

  #spend(row: Int32Array, taken: number, spends: number | undefined): void {
    this.#copy(row, taken);
    if (spends === BOUND.commands) this.#row[this.#boundsAt + spends]++;
    else if (spends !== undefined && this.#row[this.#boundsAt + spends] !== UNCOUNTED) {
      this.#row[this.#boundsAt + spends]--;
    }
  }

  #arrive(
    to: Local,
    sends: readonly number[],
    action: number,
    batch: Batch,
    length: number,
    successors: Successors,
  ): void {
    this.#row[to.node] = to.id;
    let end = length;
    let addressees = 0;
    for (const id of sends) {
      const message = this.messages.get(id);
      if (!message.isWithin) continue;
      end = this.#insert(end, id);
      addressees |= 1 << message.to;
    }
    if (this.#sleeper !== undefined) this.#sleeper.addressees = addressees;
    this.#finish(action, batch, end, successors);
  }

  /** Lets the monitors see the step, and tells the successor. */
  #finish(
    action: number,
    batch: Batch,
    length: number,
    successors: Successors,
  ): void {
    const node = this.#options.nodes[batch.node];
    for (let index = 0; index < this.#monitors.length; index++) {
      const at = this.#monitorsAt + index;
      if (this.#row[at] === DEAD) continue;
      const next = this.#monitors[index].observe(this.#row[at], { ...batch, node });
      if (typeof next === "number") this.#row[at] = next;
      else {
        // Broken is broken: this monitor looks no further along this path.
        this.#row[at] = DEAD;
        successors.violation(action, index, next);
      }
    }
    const asleep = this.#sleeper === undefined ? 0 : this.#asleepAfter(this.#sleeper, batch);
    successors.state(action, this.#row, length, asleep);
  }

  /** The nodes that may sleep after the step that led to the working row. */
  #asleepAfter(sleeper: Sleeper, batch: Batch): number {
    const { row, batches, candidates, addressees } = sleeper;
    sleeper.addressees = 0;
    const isWatched = this.#monitors.length > 0;
    const own = isWatched
      ? { ...batch, next: this.#row.slice(this.#monitorsAt, this.#boundsAt) }
      : undefined;
    if (own !== undefined) batches[batch.node].push(own);
    let asleep = candidates & ~(1 << batch.node) & ~addressees;
    // Another command may be next now, which nobody has tried yet.
    const commandsAt = this.#boundsAt + BOUND.commands;
    if (this.#row[commandsAt] !== row[commandsAt]) return 0;
    if (own === undefined) return asleep;
    for (let node = 0; asleep >> node !== 0; node++) {
      const canTell = batches[node].some((other) => !this.#commute(row, own, other));
      if (canTell) asleep &= ~(1 << node);
    }
    return asleep;
  }

  /** True where no monitor can tell in which order two batches came. */
  #commute(row: Int32Array, one: SeenBatch, other: SeenBatch): boolean {
    for (let index = 0; index < this.#monitors.length; index++) {
      const before = row[this.#monitorsAt + index];
      const first = one.next[index];
      const second = other.next[index];
      if (first === before && second === before) continue;
      if (first === DEAD || second === DEAD) return false;
      const monitor = this.#monitors[index];
      const { nodes } = this.#options;
      const after = monitor.observe(first, { ...other, node: nodes[other.node] });
      if (typeof after !== "number") return false;
      if (after !== monitor.observe(second, { ...one, node: nodes[one.node] })) return false;
    }
    return true;
  }

  #sendsOf(node: number, transition: Transition): number[] {
    return this.#sends[transition.id] ??= transition.effects
      .filter((effect) => effect.kind === "send")
      .map((effect) =>
        this.messages.intern(node, this.#options.nodes.indexOf(effect.to), effect.message)
      );
  }
  readonly #sends: number[][] = [];

  /** Copies a row into the working row, without the message at `taken`. Returns its length. */
  #copy(row: Int32Array, taken: number): number {
    if (row.length + 64 > this.#row.length) this.#row = new Int32Array(2 * row.length + 64);
    if (taken < 0) {
      this.#row.set(row);
      return row.length;
    }
    this.#row.set(row.subarray(0, taken));
    this.#row.set(row.subarray(taken + 1), taken);
    return row.length - 1;
  }

  /** Puts a message into the working row, in its place. Returns the new length. */
  #insert(length: number, id: number): number {
    if (length === this.#row.length) {
      const larger = new Int32Array(2 * length);
      larger.set(this.#row);
      this.#row = larger;
    }
    const row = this.#row;
    let at = length;
    while (at > this.#messagesAt && row[at - 1] > id) at--;
    if (this.#options.keepsMessages && at > this.#messagesAt && row[at - 1] === id) return length;
    row.copyWithin(at + 1, at, length);
    row[at] = id;
    return length + 1;
  }

  /** The renaming that sorts the nodes that are alike by their states, equal ones as they are. */
  #sorting(row: Int32Array): Permutation {
    const identity = this.#permutations[0];
    const stateOf = (node: number) => this.locals.rename(this.locals.get(row[node]), identity);
    const sorted = [...this.#alike].sort((one, other) => stateOf(one) - stateOf(other));
    const key = sorted.join();
    const known = this.#sortings.get(key);
    if (known !== undefined) return known;
    const { nodes } = this.#options;
    const names = new Map(sorted.map((node, place) => [nodes[node], nodes[this.#alike[place]]]));
    const sorting: Permutation = {
      // The first is taken by the identity, by which states are compared for sorting.
      index: this.#sortings.size + 1,
      count: PERMUTATIONS_MAX + 1,
      places: nodes.map((id) => nodes.indexOf(names.get(id) ?? id)),
      names,
    };
    this.#sortings.set(key, sorting);
    return sorting;
  }
  readonly #sortings = new Map<string, Permutation>();

  #renamed(
    row: Int32Array,
    length: number,
    permutation: Permutation,
    into: Int32Array,
  ): Int32Array {
    const target = into.length < length ? new Int32Array(2 * length) : into;
    for (let node = 0; node < this.#monitorsAt; node++) {
      const local = this.locals.get(row[node]);
      target[permutation.places[node]] = this.locals.rename(local, permutation);
    }
    for (let at = this.#monitorsAt; at < this.#boundsAt; at++) {
      const monitor = this.#monitors[at - this.#monitorsAt];
      target[at] = row[at] === DEAD ? DEAD : monitor.rename(row[at], permutation);
    }
    target.set(row.subarray(this.#boundsAt, this.#messagesAt), this.#boundsAt);
    for (let at = this.#messagesAt; at < length; at++) {
      target[at] = this.messages.rename(row[at], permutation);
    }
    const renamed = target.subarray(0, length);
    renamed.subarray(this.#messagesAt).sort();
    return renamed;
  }
}

/** The bounds' places within a row's part for bounds. */
const BOUND = { timeouts: 0, crashes: 1, duplicates: 2, commands: 3, count: 4 } as const;

/** The orders of nine nodes. */
const PERMUTATIONS_MAX = 362_880;

/** What is not counted must not tell states apart. */
const UNCOUNTED = 0x7fffffff;

function toWord(bound: number): number {
  return bound === Infinity ? UNCOUNTED : bound;
}

function isSmaller(one: Int32Array, other: Int32Array): boolean {
  for (let index = 0; index < one.length; index++) {
    if (one[index] !== other[index]) return one[index] < other[index];
  }
  return false;
}
