import { type Limit, RanOut } from "@/engine/guest.ts";
import { lineOf } from "./stack_frames.ts";

/** The name by which instrumented code reaches its meter. No program may use it. */
export const METER = "$meter$";

/** One handler may take this many steps: function calls and turns of loops. */
export const FUEL_PER_CALL = 2_000_000;
/** A whole submission may take this many. */
export const FUEL_TOTAL = 4_000_000_000;
/** Calls may nest this deep: far less than any home's own stack allows. */
export const DEPTH_MAX = 1_200;

/** Sizes up to this come free: they cost less than counting them. */
const FREE_SIZE = 64;
/** One step of fuel pays for this much work inside a built-in. */
const WORK_PER_STEP = 16;

/**
 * Counts what a program spends. Instrumented code takes fuel at every function entry and every turn
 * of a loop, and charges built-ins by the size of what they work on. The same program takes the
 * same fuel in every home, so running out is part of the verdict that can be reproduced.
 */
export class Meter {
  fuel = 0;
  depth = 0;
  readonly depthMax = DEPTH_MAX;
  #total = FUEL_TOTAL;
  #limit: Limit | undefined;
  /** Where the program was when it ran out. */
  #line: number | undefined;
  readonly #onLine: (line: number) => void;

  constructor(onLine: (line: number) => void = () => {}) {
    this.#onLine = onLine;
  }

  /** Before a call into the program. */
  start(): void {
    this.fuel = FUEL_PER_CALL;
    this.depth = 0;
    this.#limit = undefined;
    this.#line = undefined;
  }

  /** After it. @throws RanOut when anything ran out, whatever the program made of it. */
  stop(): void {
    this.#total -= FUEL_PER_CALL - this.fuel;
    const limit = this.#limit ?? (this.fuel < 0 || this.#total < 0 ? "fuel" : undefined);
    // Our own code uses no fuel, but a getter of the program's that runs late would.
    this.fuel = FUEL_PER_CALL;
    if (limit !== undefined) throw new RanOut(limit, describeLimit(limit, this.#line));
  }

  /** The fuel is gone. Every further step comes here again. */
  out(): never {
    const error = new RangeError("Out of fuel");
    this.#stopAt("fuel", error);
    throw error;
  }

  tooDeep(): never {
    const error = new RangeError("Too deep");
    this.#stopAt("depth", error);
    throw error;
  }

  /** Called first in every catch clause: lets nothing of this pass as an ordinary error. */
  caught(error: unknown): void {
    this.noteOverflow(error);
    if (this.#limit !== undefined) throw error;
  }

  /** Whether something that the program threw means that this engine ran out of something. */
  noteOverflow(error: unknown): void {
    const limit = limitOf(error);
    if (limit !== undefined) this.#stopAt(limit, error);
  }

  /** A statement on this line is about to run. It costs no fuel: only instrumented to tell it does. */
  at(line: number): void {
    this.#onLine(line);
  }

  /** A name means nothing here. */
  unknown(message: string): never {
    throw new ReferenceError(message);
  }

  /** Takes fuel for work inside a built-in, by the size of what it works on. Returns it as is. */
  charge<Value>(value: Value): Value {
    const size = sizeOf(value);
    if (size > FREE_SIZE) this.#spend(size / WORK_PER_STEP);
    return value;
  }

  /** Takes fuel for a built-in that makes as many things as a number says. */
  chargeCount<Value>(value: Value): Value {
    if (typeof value !== "number") return this.charge(value);
    if (value > FREE_SIZE) this.#spend(value / WORK_PER_STEP);
    return value;
  }

  /** Takes fuel for a copy, also of what merely says how long it is: `{ length: 2 ** 31 }`. */
  chargeCopy<Value>(value: Value): Value {
    const size = sizeOf(value) || claimedLength(value);
    if (size > FREE_SIZE) this.#spend(size / WORK_PER_STEP);
    return value;
  }

  /** Takes fuel for a power or a shift of bigint, by its right side. */
  power<Value>(value: Value): Value {
    if (typeof value === "bigint" && value > 64n) {
      this.#spend(value > 1_000_000_000n ? FUEL_TOTAL : Number(value) / WORK_PER_STEP);
    }
    return value;
  }

  /** Runs a body one level deeper: for arrow functions without a block. */
  deep<Value>(body: () => Value): Value {
    if (--this.fuel < 0) this.out();
    if (++this.depth > this.depthMax) this.tooDeep();
    try {
      return body();
    } finally {
      this.depth--;
    }
  }

  /** Whatever the program makes of this, it gets no further. */
  #stopAt(limit: Limit, error: unknown): void {
    if (this.#limit === undefined) {
      this.#limit = limit;
      this.#line = lineOf(error);
    }
    this.fuel = -1;
  }

  #spend(steps: number): void {
    this.fuel -= Math.ceil(steps);
    if (this.fuel < 0) this.out();
  }
}

const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;

/** How much there is to work on. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return safely(sizeOfMap, value);
  if (value instanceof Set) return safely(sizeOfSet, value);
  return ArrayBuffer.isView(value) ? value.byteLength : 0;
}

function claimedLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const { length } = value as { length?: unknown };
  return typeof length === "number" ? length : 0;
}

/** An object that only inherits from Map has no size. */
function safely(getter: () => unknown, value: object): number {
  try {
    return getter.call(value) as number;
  } catch {
    return 0;
  }
}

/**
 * What engines throw when they run out, in their own words (V8, JavaScriptCore, SpiderMonkey).
 * Where that happens differs from home to home, so no program may go on after it.
 */
const OVERFLOWS: readonly (readonly [RegExp, Limit])[] = [
  [/^(Maximum call stack size exceeded|too much recursion)/, "depth"],
  [/^(Invalid string length|allocation size overflow|Out of memory)/, "memory"],
  [/^(Array buffer allocation failed|Maximum BigInt size exceeded)/, "memory"],
  // How deep a pattern may be nested depends on the stack that is left.
  [
    /^Invalid regular expression: .*: (Maximum call stack size exceeded|Regular expression too large|Stack overflow)$/s,
    "depth",
  ],
];

function limitOf(error: unknown): Limit | undefined {
  try {
    if (!(error instanceof Error)) return undefined;
    const { message } = error;
    if (typeof message !== "string") return undefined;
    return OVERFLOWS.find(([words]) => words.test(message))?.[1];
  } catch (inner) {
    // So near the end of the stack that there was no room to look.
    return inner instanceof RangeError ? "depth" : undefined;
  }
}

function describeLimit(limit: Limit, line: number | undefined): string {
  const where = line === undefined ? "" : ` in line ${line}`;
  if (limit === "depth") {
    return `Your program called itself more than ${DEPTH_MAX} levels deep${where}: a recursion ` +
      "that does not end, or a very deep one.";
  }
  if (limit === "memory") {
    return `Your program ran out of memory${where}: a text, a number or an array grew without end.`;
  }
  // After lockdown toLocaleString sets no commas, so large numbers are written in words.
  return `Your program ran out of fuel${where}: one call took more than ` +
    `${FUEL_PER_CALL / 1e6} million steps, or all of them together more than ` +
    `${FUEL_TOTAL / 1e9} billion. Most often this is a loop that does not end.`;
}
