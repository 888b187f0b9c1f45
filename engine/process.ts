import { copyData } from "./copy_data.ts";
import type { Random } from "./random.ts";
import type { Context, Data, Effect, Node, NodeId } from "./types.ts";

/** One handler may ask for this many things: more is a runaway. */
export const EFFECTS_PER_HANDLER_MAX = 2_000;
/** The longest delay that a timer takes, about 12 days. */
export const TIMER_DELAY_MS_MAX = 1_000_000_000;

/** What a process reads while one of its handlers runs: its clock and its dice. */
export interface Surroundings {
  /** The process's own clock. */
  localNowMs: number;
  random: Pick<Random, "unit">;
}

/**
 * One node of a cluster: the program's object, its disk, and what the running handler has asked
 * for so far. It decides nothing: the world applies the effects, all, some or none of them, since a
 * crash may strike between any two.
 */
export class Process {
  node: Node | undefined;
  isRunning = false;
  readonly context: Context;
  readonly surroundings: Surroundings;
  /** What the running handler asked for, in order. The world empties it. */
  effects: Effect[] = [];
  /** What survives a power failure. */
  durable = new Map<string, Data>();
  /** What was written after the last sync: it survives a crash of the program only. */
  unsynced = new Map<string, Data>();

  constructor(
    readonly id: NodeId,
    readonly nodes: readonly NodeId[],
    random: Pick<Random, "unit">,
  ) {
    this.surroundings = { localNowMs: 0, random };
    const peers = Object.freeze(nodes.filter((other) => other !== id));
    this.context = createContext(this, id, peers);
  }

  /** The value that the program finds under a key, what this handler has just saved included. */
  read(key: string): Data {
    for (let index = this.effects.length - 1; index >= 0; index--) {
      const effect = this.effects[index];
      if ((effect.kind === "save" || effect.kind === "write") && effect.key === key) {
        return effect.value;
      }
    }
    return this.unsynced.has(key) ? this.unsynced.get(key) : this.durable.get(key);
  }

  /** Makes one effect on the disk happen. */
  applyToDisk(effect: Effect): void {
    if (effect.kind === "write") this.unsynced.set(effect.key, effect.value);
    else if (effect.kind === "save") {
      this.flush();
      this.durable.set(effect.key, effect.value);
    } else if (effect.kind === "sync") this.flush();
  }

  /** Stops the program. Its memory is gone; its disk keeps what was durable. */
  crash(losesUnsynced: boolean): void {
    this.node = undefined;
    this.isRunning = false;
    this.effects = [];
    if (losesUnsynced) this.unsynced.clear();
  }

  private flush(): void {
    if (this.unsynced.size === 0) return;
    for (const [key, value] of this.unsynced) this.durable.set(key, value);
    this.unsynced.clear();
  }
}

/**
 * What the program holds. Its functions serve one node alone, and are frozen: what all nodes share
 * could carry what a program writes on it from one to another, or across a crash. They know their
 * process, which no program can reach, so that they may be taken off: `const { send } = context`.
 */
function createContext(process: Process, id: NodeId, peers: readonly NodeId[]): Context {
  const ask = (effect: Effect) => addEffect(process.effects, effect);
  return freezeWithMethods({
    id,
    peers,
    now: () => process.surroundings.localNowMs,
    random: () => process.surroundings.random.unit(),
    send(to, message) {
      if (!process.nodes.includes(to)) {
        const nodes = process.nodes.join(", ");
        throw new TypeError(`Cannot send to ${describe(to)}: the nodes are ${nodes}`);
      }
      ask({ kind: "send", to, message: copyData(message, "message") });
    },
    setTimer(name, delayMs) {
      requireName("A timer's name", name);
      requireDelay(name, delayMs);
      ask({ kind: "setTimer", name, delayMs: Math.ceil(delayMs) });
    },
    clearTimer(name) {
      requireName("A timer's name", name);
      ask({ kind: "clearTimer", name });
    },
    save(key, value) {
      requireName("A key", key);
      ask({ kind: "save", key, value: copyData(value, "value") });
    },
    write(key, value) {
      requireName("A key", key);
      ask({ kind: "write", key, value: copyData(value, "value") });
    },
    sync: () => ask({ kind: "sync" }),
    load(key) {
      requireName("A key", key);
      return copyData(process.read(key));
    },
    apply(index, command) {
      requireIndex(index);
      ask({ kind: "apply", index, command: copyData(command, "command") });
    },
    reply(id, result) {
      requireName("A command's id", id);
      ask({ kind: "reply", id, result: copyData(result, "result") });
    },
    note(label, data) {
      requireName("A note's label", label);
      ask({ kind: "note", label, data: copyData(data, "data") });
    },
  });
}

function freezeWithMethods(context: Context): Context {
  for (const part of Object.values(context)) if (typeof part === "function") Object.freeze(part);
  return Object.freeze(context);
}

function addEffect(effects: Effect[], effect: Effect): void {
  if (effects.length >= EFFECTS_PER_HANDLER_MAX) {
    throw new RangeError(
      `One handler may send, save and set at most ${EFFECTS_PER_HANDLER_MAX} things`,
    );
  }
  effects.push(effect);
}

function requireDelay(name: string, delayMs: unknown): void {
  if (typeof delayMs === "number" && delayMs >= 0 && delayMs <= TIMER_DELAY_MS_MAX) return;
  throw new RangeError(
    `Cannot set timer "${name}" to ${describe(delayMs)} ms: ` +
      `expected a number from 0 to ${TIMER_DELAY_MS_MAX}`,
  );
}

function requireIndex(index: number): void {
  if (Number.isSafeInteger(index) && index >= 1) return;
  throw new RangeError(
    `Cannot apply at index ${describe(index)}: log indices are whole numbers from 1`,
  );
}

function requireName(what: string, name: unknown): void {
  if (typeof name !== "string") throw new TypeError(`${what} is a string, not ${describe(name)}`);
}

/** A value in a message, short, and without running any of the program's code. */
function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
