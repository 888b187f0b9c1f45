import { RanOut } from "@/engine/guest.ts";
import { HiddenState, NotCopyable } from "./local_store.ts";
import { type Ahead, exploreAhead, type LookAheadOptions } from "./look_ahead.ts";
import { NotSearchable } from "./monitor_store.ts";
import type { Successors } from "./space.ts";

/** More states than this are not looked at: then nothing is proved. */
const STATES_MAX = 1_000;
/** Nor longer paths: nodes that hide their state are rebuilt by all that they did. */
const DEPTH_MAX = 60;

/**
 * True when it is proved that the one monitor of the options must object, in whatever order messages
 * arrive and timers fire, within the bounds, if no more is lost and nobody crashes: no path leads to
 * a state in which nothing is left to happen, and none goes round in a circle.
 *
 * False says nothing: there may be a way out, the states may be too many or hidden.
 */
export function isInevitable(options: () => LookAheadOptions): boolean {
  try {
    return exploreAhead(options, (ahead) => new EscapeSearch(ahead).isWithoutEscape());
  } catch (error) {
    const isNoAnswer = error instanceof RanOut || error instanceof HiddenState ||
      error instanceof NotCopyable || error instanceof NotSearchable;
    if (isNoAnswer) return false;
    throw error;
  }
}

/** Depth first: the first path that ends well is enough. */
class EscapeSearch implements Successors {
  readonly #ahead: Ahead;
  /** By state: whether it still lies on the path that is being followed. */
  readonly #isOnPath = new Map<string, boolean>();
  #rows: Int32Array[] = [];
  #steps = 0;
  #failed = -1;
  #hasThrown = false;

  constructor(ahead: Ahead) {
    this.#ahead = ahead;
  }

  isWithoutEscape(): boolean {
    const { hasThrown, hasFailed, start } = this.#ahead;
    if (hasThrown) return false;
    return hasFailed[0] || this.#isLost(start, 0);
  }

  state(action: number, words: Int32Array, length: number): void {
    this.#steps++;
    // The monitor objected to this very step: so far this path is lost.
    if (action !== this.#failed) this.#rows.push(words.slice(0, length));
  }

  violation(action: number): void {
    this.#failed = action;
  }

  exception(): void {
    this.#hasThrown = true;
  }

  /** True when every path from here ends in an objection. */
  #isLost(row: Int32Array, depth: number): boolean {
    const key = row.join();
    const isOnPath = this.#isOnPath.get(key);
    if (isOnPath !== undefined) return !isOnPath;
    if (depth >= DEPTH_MAX || this.#isOnPath.size >= STATES_MAX) return false;
    this.#isOnPath.set(key, true);
    this.#rows = [];
    this.#steps = 0;
    this.#failed = -1;
    this.#ahead.space.expand(row, this);
    const rows = this.#rows;
    if (this.#steps === 0 || this.#hasThrown) return false;
    if (!rows.every((next) => this.#isLost(next, depth + 1))) return false;
    this.#isOnPath.set(key, false);
    return true;
  }
}
