import type { Exports, Guest } from "./guest.ts";

/**
 * A program of our own, run without walls: for tests, benchmarks and figures. `evaluate` must
 * build everything anew, so that nodes share nothing.
 */
export function bareGuest(evaluate: () => Exports, source = ""): Guest {
  return {
    source,
    instantiate: evaluate,
    enter() {},
    leave() {},
    explain: (thrown) =>
      thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  };
}
