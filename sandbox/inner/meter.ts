import { type Limit, RanOut } from "@/engine/guest.ts";

/** One handler may take this many steps: function calls and turns of loops. */
export const FUEL_PER_CALL = 2_000_000;
/** A whole submission may take this many. */
export const FUEL_TOTAL = 4_000_000_000;
/** Calls may nest this deep: far less than any home's own stack allows. */
export const DEPTH_MAX = 1_200;

/** Lengths up to this come free: they cost less than counting them. */
const FREE_LENGTH = 64;
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

  /** Before a call into the program. */
  start(): void {
    this.fuel = FUEL_PER_CALL;
    this.depth = 0;
    this.#limit = undefined;
  }

  /** After it. @throws RanOut when anything ran out, whatever the program made of it. */
  stop(): void {
    this.#total -= FUEL_PER_CALL - this.fuel;
    const limit = this.#limit ?? (this.fuel < 0 || this.#total < 0 ? "fuel" : undefined);
    // Our own code uses no fuel, but a getter of the program's that runs late would.
    this.fuel = FUEL_PER_CALL;
    if (limit !== undefined) throw new RanOut(limit, describeLimit(limit));
  }

  /** The fuel is gone. Every further step comes here again. */
  out(): never {
    this.#limit ??= "fuel";
    throw new RangeError("Out of fuel");
  }

  tooDeep(): never {
    this.#limit ??= "depth";
    throw new RangeError("Too deep");
  }

  /** Called first in every catch clause: lets nothing of this pass as an ordinary error. */
  caught(error: unknown): void {
    if (this.#limit !== undefined) throw error;
    if (isStackOverflow(error)) {
      this.#limit = "depth";
      throw error;
    }
  }

  /** Whether something that the program threw means that it ran out of stack. */
  noteOverflow(error: unknown): void {
    if (isStackOverflow(error)) this.#limit ??= "depth";
  }

  /** Takes fuel for work inside a built-in, by the size of what it works on. Returns it as is. */
  charge<Value>(value: Value): Value {
    let size = 0;
    if (typeof value === "string") size = value.length;
    else if (typeof value === "number") size = value;
    else if (typeof value === "object" && value !== null) {
      const { length } = value as { length?: unknown };
      if (typeof length === "number") size = length;
    }
    if (size > FREE_LENGTH) this.#spend(size / WORK_PER_STEP);
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

  #spend(steps: number): void {
    this.fuel -= Math.ceil(steps);
    if (this.fuel < 0) this.out();
  }
}

function isStackOverflow(error: unknown): boolean {
  try {
    return error instanceof RangeError &&
      (error.message === "Maximum call stack size exceeded");
  } catch {
    return false;
  }
}

function describeLimit(limit: Limit): string {
  if (limit === "depth") {
    return `Your program called itself more than ${DEPTH_MAX} levels deep: a recursion that does ` +
      "not end, or a very deep one.";
  }
  return "Your program ran out of fuel: one call took more than " +
    `${FUEL_PER_CALL.toLocaleString("en")} steps, or all of them together ` +
    `${FUEL_TOTAL.toLocaleString("en")}. Most often this is a loop that does not end.`;
}
