import { copyData } from "@/engine/copy_data.ts";
import { encode } from "@/engine/encode.ts";
import type { Exports, Guest } from "@/engine/guest.ts";
import type { Process } from "@/engine/process.ts";
import type { Random } from "@/engine/random.ts";
import type { Context, Data, Effect, Node, Observation } from "@/engine/types.ts";
import { cloneGraph, encodeGraph, NotCopyable } from "./graph.ts";
import type { PastInput } from "./input_log.ts";
import type { Permutation } from "./symmetry.ts";

/** What can be done to a node that makes one of its handlers run. */
export type Input =
  | { readonly kind: "boot"; readonly restarted: boolean }
  | { readonly kind: "message"; readonly from: string; readonly payload: Data }
  | { readonly kind: "timer"; readonly name: string }
  | { readonly kind: "command"; readonly id: string; readonly client: string; readonly body: Data };

/** One state of one node: its fields, its disk, its timers. Many global states share it. */
export interface Local {
  readonly id: number;
  readonly node: number;
  readonly isRunning: boolean;
  /** The program's object; undefined while the node is down, and where it cannot be copied. */
  readonly object: Node | undefined;
  readonly durable: ReadonlyMap<string, Data>;
  readonly unsynced: ReadonlyMap<string, Data>;
  /** When each armed timer is due on the node's own clock, which only its own timers move. */
  readonly timers: ReadonlyMap<string, number>;
  readonly clockMs: number;
  /** How the node came here from its last boot: enough to build the program's object again. */
  readonly history: History | undefined;
  readonly transitions: Map<number, Transition>;
  /** Where a crash leads: keeping what was not synced, and losing it. */
  readonly crashes: (Local | undefined)[];
  readonly renamed: Map<number, number>;
}

/** The last step of the way to a local state. */
interface History {
  readonly before: Local;
  readonly inputId: number;
  /** What the node read, where that was in a real world and not in the search. */
  readonly read?: Readings;
}

interface Readings {
  readonly clockMs: number;
  /** What `random()` returned, call by call. */
  readonly dice: readonly number[];
}

/** What an input does to a node. Handlers are deterministic, so it is computed once and kept. */
export interface Transition {
  readonly id: number;
  readonly to: Local;
  readonly effects: readonly Effect[];
  /** What monitors see of it. */
  readonly observations: readonly Observation[];
  readonly isException: boolean;
  /** The node after a crash that lets only so many effects happen. */
  readonly torn: (Local | undefined)[];
}

/** Two runs of the same input on the same state differed: the program hides state somewhere. */
export class HiddenState extends Error {
  override name = "HiddenState";
}

/** The program reads its clock, which the states known so far do not tell apart. */
export class ReadsClock extends Error {
  override name = "ReadsClock";
}

export interface LocalStoreOptions {
  readonly processes: readonly Process[];
  readonly programs: readonly Exports[];
  readonly spawn: (context: Context, program: Exports) => Node;
  readonly guest: Guest;
  /** False: nodes are rebuilt by replaying their inputs, for programs that cannot be copied. */
  readonly canCopy: boolean;
  /** True: the own clock is part of a node's state. */
  readonly hasClock: boolean;
  /** What `random()` returns, always. */
  readonly dice: number;
}

/** Copied states are compared with replayed ones at the first of every so many. */
const SELF_TEST_FIRST = 32;
const SELF_TEST_EVERY = 256;

/**
 * All different states that single nodes reach in a search, and what every input does to them. In
 * global states that differ elsewhere a node often meets the same input in the same state: the
 * handler runs once for all of them. This is what makes the search fast (compare Guerraoui and
 * Yabandeh, "Model checking a networked system without the network", NSDI 2011).
 */
export class LocalStore {
  readonly #options: LocalStoreOptions;
  readonly #locals: Local[] = [];
  readonly #byKey = new Map<string, Local>();
  readonly #inputs: Input[] = [];
  readonly #inputIds = new Map<string, number>();
  readonly #canonical = new Map<string, number>();
  readonly #keep: (value: object) => boolean;
  readonly #dice: Pick<Random, "unit">;
  #transitionCount = 0;
  #hasReadClock = false;

  constructor(options: LocalStoreOptions) {
    this.#options = options;
    const kept = new Set<object>();
    for (
      const shared of [...options.processes.map(({ context }) => context), ...options.programs]
    ) {
      kept.add(shared);
      for (const value of Object.values(shared)) {
        if (typeof value === "function") kept.add(value);
      }
    }
    this.#keep = (value) => kept.has(value);
    this.#dice = { unit: () => options.dice };
  }

  get(id: number): Local {
    return this.#locals[id];
  }

  get size(): number {
    return this.#locals.length;
  }

  /** The number of an input, for `run`. */
  internInput(input: Input): number {
    const key = encode(input);
    const known = this.#inputIds.get(key);
    if (known !== undefined) return known;
    this.#inputs.push(input);
    this.#inputIds.set(key, this.#inputs.length - 1);
    return this.#inputs.length - 1;
  }

  /** A node that is down, with what its disk holds. */
  down(
    node: number,
    durable: ReadonlyMap<string, Data>,
    unsynced: ReadonlyMap<string, Data>,
  ): Local {
    return this.#intern({ node, durable, unsynced, timers: new Map(), clockMs: 0 });
  }

  /** The state that a process of a world is in now, and all that led to it. */
  capture(
    node: number,
    now: { readonly timers: ReadonlyMap<string, number>; readonly clockMs: number },
    past: readonly PastInput[],
    random: Pick<Random, "unit">,
  ): Local {
    const { durable, unsynced, node: live } = this.#options.processes[node];
    const disk = { durable: new Map(durable), unsynced: new Map(unsynced) };
    const object = this.#options.canCopy ? this.#clone(live) : live;
    return this.#intern({
      node,
      ...disk,
      ...now,
      object,
      history: this.#retrace(node, past, random),
    });
  }

  /**
   * Does again what a node did in a real world, with the same clock and dice, and keeps the way
   * from its last boot on.
   */
  #retrace(
    node: number,
    past: readonly PastInput[],
    random: Pick<Random, "unit">,
  ): History | undefined {
    const process = this.#options.processes[node];
    let history: History | undefined;
    let effects: readonly Effect[] = [];
    for (const { input, clockMs, durable, unsynced } of past) {
      const before = input.kind === "boot"
        ? this.down(node, durable, unsynced)
        : this.#passing(history!, effects);
      process.durable = new Map(before.durable);
      process.unsynced = new Map(before.unsynced);
      process.effects = [];
      const dice: number[] = [];
      const unit = () => {
        dice.push(random.unit());
        return dice.at(-1)!;
      };
      this.#handle(process, input, clockMs, { unit });
      effects = process.effects;
      history = { before, inputId: this.internInput(input), read: { clockMs, dice } };
    }
    process.effects = [];
    return history;
  }

  /** A state on the way, which the search itself never meets. */
  #passing(history: History, effects: readonly Effect[]): Local {
    const { before, read } = history;
    return {
      id: --this.#passed,
      node: before.node,
      isRunning: true,
      object: undefined,
      ...diskAfter(before, effects),
      timers: before.timers,
      clockMs: read!.clockMs,
      history,
      transitions: new Map(),
      crashes: [],
      renamed: new Map(),
    };
  }
  #passed = 0;

  /** A crash: memory and timers are gone. */
  crash(local: Local, losesUnsynced: boolean): Local {
    const place = losesUnsynced ? 1 : 0;
    const unsynced = losesUnsynced ? new Map() : local.unsynced;
    return local.crashes[place] ??= this.down(local.node, local.durable, unsynced);
  }

  /** A crash of the node in the middle of a handler, after some of its effects. Power fails. */
  tear(local: Local, transition: Transition, effects: number): Local {
    const disk = diskAfter(local, transition.effects.slice(0, effects));
    return transition.torn[effects] ??= this.down(local.node, disk.durable, new Map());
  }

  /** What an input does to a node in a state. */
  run(local: Local, inputId: number): Transition {
    const known = local.transitions.get(inputId);
    if (known !== undefined) return known;
    const transition = this.#run(local, inputId);
    local.transitions.set(inputId, transition);
    const { id, isException } = transition;
    // A copy without its private parts throws where the object itself would not.
    const isTested = isException || id < SELF_TEST_FIRST || id % SELF_TEST_EVERY === 0;
    if (this.#options.canCopy && isTested) this.#selfTest(local, inputId, transition);
    return transition;
  }

  /** A number that two states share exactly when a renaming of nodes makes them equal. */
  rename(local: Local, permutation: Permutation): number {
    const known = local.renamed.get(permutation.index);
    if (known !== undefined) return known;
    const key = this.#describe(local, { isOrdered: false, rename: permutation.names });
    const renamed = this.#canonical.get(key) ?? this.#canonical.size;
    this.#canonical.set(key, renamed);
    local.renamed.set(permutation.index, renamed);
    return renamed;
  }

  #run(local: Local, inputId: number): Transition {
    const { processes } = this.#options;
    const process = processes[local.node];
    const input = this.#inputs[inputId];
    this.#restore(local);
    const clockMs = input.kind === "timer"
      ? Math.max(local.clockMs, local.timers.get(input.name) ?? 0)
      : local.clockMs;
    const threw = this.#handle(process, input, clockMs);
    const effects = process.effects;
    process.effects = [];
    const timers = timersAfter(local, input, effects, clockMs);
    const disk = diskAfter(local, effects);
    const history = { before: local, inputId };
    const to = this.#intern(
      { node: local.node, ...disk, timers, clockMs, object: process.node, history },
    );
    if (this.#hasReadClock && !this.#options.hasClock) throw new ReadsClock();
    return {
      id: this.#transitionCount++,
      to,
      effects,
      observations: observationsOf(input, effects, threw),
      isException: threw !== undefined,
      torn: [],
    };
  }

  /** Puts the process into a state: by copying, or by doing again all that it did since its boot. */
  #restore(local: Local): void {
    const process = this.#options.processes[local.node];
    process.effects = [];
    process.isRunning = local.isRunning;
    if (this.#options.canCopy || local.history === undefined) {
      process.node = this.#clone(local.object);
    } else {
      const { before, inputId, read } = local.history;
      const input = this.#inputs[inputId];
      this.#restore(before);
      const clockMs = input.kind === "timer" ? local.clockMs : before.clockMs;
      this.#handleAgain(process, input, read ?? { clockMs });
      process.effects = [];
    }
    process.durable = new Map(local.durable);
    process.unsynced = new Map(local.unsynced);
  }

  /** Runs a handler as it ran before: in a real world with what it read there. */
  #handleAgain(
    process: Process,
    input: Input,
    { clockMs, dice }: Partial<Readings> & Pick<Readings, "clockMs">,
  ): string | undefined {
    let thrown = 0;
    const random = dice && { unit: () => dice[thrown++] ?? 0 };
    return this.#handle(process, input, clockMs, random);
  }

  #handle(
    process: Process,
    input: Input,
    clockMs: number,
    random: Pick<Random, "unit"> = this.#dice,
  ): string | undefined {
    const { guest, spawn, programs, processes } = this.#options;
    process.surroundings.random = random;
    const program = programs[processes.indexOf(process)];
    let thrown: unknown;
    let hasThrown = false;
    this.#watchClock(process, clockMs);
    guest.enter();
    try {
      if (input.kind === "boot") process.node = spawn(process.context, program);
      call(process.node!, input);
    } catch (error) {
      thrown = error;
      hasThrown = true;
    } finally {
      guest.leave();
    }
    return hasThrown ? guest.explain(thrown) : undefined;
  }

  #watchClock(process: Process, clockMs: number): void {
    Object.defineProperty(process.surroundings, "localNowMs", {
      configurable: true,
      get: () => {
        this.#hasReadClock = true;
        return clockMs;
      },
    });
  }

  /** Does the same from the boot on, without copying anything, and compares. */
  #selfTest(local: Local, inputId: number, transition: Transition): void {
    const process = this.#options.processes[local.node];
    const inputs: History[] = [{ before: local, inputId }];
    for (let at = local; at.history !== undefined; at = at.history.before) inputs.push(at.history);
    inputs.reverse();
    let threw: string | undefined;
    for (const { before, inputId: id, read } of inputs) {
      process.durable = new Map(before.durable);
      process.unsynced = new Map(before.unsynced);
      process.effects = [];
      const each = this.#inputs[id];
      const isTimer = each.kind === "timer";
      const clockMs = isTimer ? before.timers.get(each.name) ?? 0 : before.clockMs;
      threw = this.#handleAgain(process, each, read ?? { clockMs });
    }
    const isSame = (threw !== undefined) === transition.isException &&
      encode(process.effects) === encode(transition.effects) &&
      this.#encode(process.node, true) === this.#encode(transition.to.object, true);
    process.effects = [];
    if (isSame) return;
    const { kind } = this.#inputs[inputId];
    throw new HiddenState(`A ${kind} did different things to equal states`);
  }

  #clone(object: Node | undefined): Node | undefined {
    return object === undefined ? undefined : cloneGraph(object, this.#keep);
  }

  #encode(object: unknown, isOrdered: boolean, rename?: ReadonlyMap<string, string>): string {
    return encodeGraph(object, { keep: this.#keep, isOrdered, rename });
  }

  #intern(
    made: Pick<Local, "node" | "durable" | "unsynced" | "timers" | "clockMs"> & {
      readonly object?: Node;
      readonly history?: Local["history"];
    },
  ): Local {
    const isRunning = made.object !== undefined;
    const local: Local = {
      object: undefined,
      history: undefined,
      ...made,
      id: this.#locals.length,
      isRunning,
      transitions: new Map(),
      crashes: [],
      renamed: new Map(),
    };
    const key = this.#keyOf(local);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.#byKey.set(key, local);
    this.#locals.push(local);
    return local;
  }

  #keyOf(local: Local): string {
    const { history } = local;
    // Where fields do not tell everything, only the same inputs make the same state for certain.
    if (!this.#options.canCopy && history !== undefined) {
      return `${local.node} ${history.before.id} ${history.inputId}`;
    }
    return `${local.node} ${this.#describe(local, { isOrdered: true })}`;
  }

  #describe(
    local: Local,
    how: { readonly isOrdered: boolean; readonly rename?: ReadonlyMap<string, string> },
  ): string {
    const disk = encodeGraph([local.durable, local.unsynced], { keep: () => false, ...how });
    const timers = [...local.timers].map(([name, dueMs]) => `${name}+${dueMs - local.clockMs}`);
    const clock = this.#options.hasClock ? local.clockMs : "";
    const object = this.#encode(local.object, how.isOrdered, how.rename);
    return `${local.isRunning} ${clock} ${timers.sort().join()} ${disk} ${object}`;
  }
}

function call(node: Node, input: Input): void {
  // deno-lint-ignore no-explicit-any -- the handlers are the program's: their types are a promise.
  const handlers = node as any;
  switch (input.kind) {
    case "boot":
      return handlers.onStart?.();
    case "message":
      return handlers.onMessage?.(input.from, copyData(input.payload));
    case "timer":
      return handlers.onTimer?.(input.name);
    case "command": {
      const { id, client, body } = input;
      return handlers.onCommand?.({ id, client, body: copyData(body) });
    }
  }
}

function observationsOf(
  input: Input,
  effects: readonly Effect[],
  threw: string | undefined,
): Observation[] {
  const seen: Observation[] = [];
  if (input.kind === "boot") seen.push({ kind: "start", restarted: input.restarted });
  else if (input.kind === "message") {
    seen.push({ kind: "deliver", from: input.from, message: input.payload });
  } else if (input.kind === "timer") seen.push({ kind: "fire", timer: input.name });
  else {
    const { id, client, body } = input;
    seen.push({ kind: "command", command: { id, client, body: body as never } });
  }
  seen.push(...effects);
  if (threw !== undefined) seen.push({ kind: "threw", handler: input.kind, message: threw });
  return seen;
}

function timersAfter(
  local: Local,
  input: Input,
  effects: readonly Effect[],
  clockMs: number,
): Map<string, number> {
  const timers = new Map(local.timers);
  if (input.kind === "timer") timers.delete(input.name);
  for (const effect of effects) {
    if (effect.kind === "setTimer") timers.set(effect.name, clockMs + effect.delayMs);
    else if (effect.kind === "clearTimer") timers.delete(effect.name);
  }
  return timers;
}

function diskAfter(
  local: Local,
  effects: readonly Effect[],
): { durable: ReadonlyMap<string, Data>; unsynced: ReadonlyMap<string, Data> } {
  if (!effects.some(({ kind }) => kind === "save" || kind === "write" || kind === "sync")) {
    return { durable: local.durable, unsynced: local.unsynced };
  }
  const durable = new Map(local.durable);
  const unsynced = new Map(local.unsynced);
  for (const effect of effects) {
    if (effect.kind === "write") unsynced.set(effect.key, effect.value);
    else if (effect.kind === "save" || effect.kind === "sync") {
      for (const [key, value] of unsynced) durable.set(key, value);
      unsynced.clear();
      if (effect.kind === "save") durable.set(effect.key, effect.value);
    }
  }
  return { durable, unsynced };
}

export { NotCopyable };
