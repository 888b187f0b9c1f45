import type { Data } from "./types.ts";

/**
 * A program that the engine runs but does not trust: the learner's. The sandbox implements it with
 * a compartment and a meter (`sandbox/inner`), and `bare_guest.ts` without, for code of ours.
 *
 * The engine calls the program's functions only between `enter` and `leave`, and copies every
 * value out before `leave`, because reading a field may run a getter of the program's.
 */
export interface Guest {
  /** The program as the learner wrote it. */
  readonly source: string;
  /** Evaluates the program afresh: no two calls share any state. Throws `GuestError`. */
  instantiate(): Exports;
  /** Switches the meter on, with the fuel of one handler. */
  enter(): void;
  /** Switches the meter off. Throws `RanOut` when the fuel ran out, whatever was caught inside. */
  leave(): void;
  /**
   * Puts into words what the program threw, which may be anything: a proxy, a lie, undefined.
   * Called after `leave`; throws `RanOut` where that is what it was.
   */
  explain(thrown: unknown): string;
}

/** What the learner's file exports, by name. Values are the program's own: never trusted. */
export type Exports = Readonly<Record<string, unknown>>;

/** The program cannot be run: it does not parse, throws at load, or lacks an export. */
export class GuestError extends Error {
  override name = "GuestError";
}

/** Which limit stopped the program. */
export type Limit = "fuel" | "depth" | "memory" | "time" | "output";

/** The program ran out of something. That is not a wrong answer, and not a right one. */
export class RanOut extends Error {
  override name = "RanOut";
  constructor(readonly limit: Limit, message: string) {
    super(message);
  }
}

/** The program threw while one of its functions was called. The message is safe to show. */
export class GuestThrew extends Error {
  override name = "GuestThrew";
}

/**
 * Calls one function of the program and copies its result out.
 *
 * @throws GuestThrew when the function threw, RanOut when it ran out.
 */
export function callGuest<Result = Data>(
  guest: Guest,
  body: () => Result,
): Result {
  let result: Result | undefined;
  let thrown: unknown;
  let hasThrown = false;
  guest.enter();
  try {
    result = body();
  } catch (error) {
    thrown = error;
    hasThrown = true;
  } finally {
    guest.leave();
  }
  if (hasThrown) throw new GuestThrew(guest.explain(thrown));
  return result as Result;
}
