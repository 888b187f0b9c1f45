import { causalSlice } from "./causal_slice.ts";
import { RanOut } from "./guest.ts";
import { type Replayed, replayScenario } from "./run_scenario.ts";
import type { MonitorFactory, Scenario, Trial } from "./suite.ts";
import type { Action, Schedule, Violation } from "./types.ts";

/** Shrinking performs at most this many actions in all: beyond, the best so far is what there is. */
export const SHRINK_ACTIONS_MAX = 400_000;

export interface ShrinkOptions {
  readonly trial: Trial;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly schedule: Schedule;
  /** The monitor whose objection must stay. Without one, the exception must stay. */
  readonly monitor?: MonitorFactory;
}

/** A failing run that fails for the same reason as the one it came from. */
export interface Shrunk extends Replayed {
  readonly violation: Violation;
  /** True when removing any single action makes the failure vanish. False when work ran out. */
  readonly isMinimal: boolean;
}

/**
 * Makes a failing schedule small: first the causal slice of the violation, then delta debugging
 * (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2),
 * 2002) down to a schedule from which no single action can be taken, then simpler parameters.
 *
 * @returns undefined when the schedule does not fail.
 */
export function shrink(options: ShrinkOptions): Shrunk | undefined {
  return new Shrinker(options).run();
}

class Shrinker {
  readonly #options: ShrinkOptions;
  #best: Replayed & { violation: Violation } | undefined;
  #actionsLeft = SHRINK_ACTIONS_MAX;

  constructor(options: ShrinkOptions) {
    this.#options = options;
  }

  run(): Shrunk | undefined {
    if (!this.#attempt(this.#options.schedule, true)) return undefined;
    this.#slice();
    this.#removeChunks();
    this.#simplify();
    // A simpler parameter may have made another action needless.
    const isMinimal = this.#removeSingles();
    return this.#best === undefined ? undefined : { ...this.#best, isMinimal };
  }

  get #schedule(): Schedule {
    return this.#best?.schedule ?? [];
  }

  /** Runs a candidate; when it still fails, and is no longer than the best, it is the best. */
  #attempt(candidate: Schedule, isFirst = false): boolean {
    if (this.#actionsLeft < candidate.length) return false;
    const { monitor } = this.#options;
    const run = this.#replay(candidate);
    this.#actionsLeft -= run === undefined ? candidate.length : run.events.length + 1;
    if (run === undefined) return false;
    const violation = monitor === undefined ? run.exception : run.violation;
    if (violation === undefined) return false;
    if (!isFirst && run.schedule.length > this.#schedule.length) return false;
    this.#best = { ...run, violation };
    return true;
  }

  #replay(schedule: Schedule): Replayed | undefined {
    const { monitor } = this.#options;
    try {
      return replayScenario({
        ...this.#options,
        schedule,
        monitor: monitor?.(this.#options.trial),
      });
    } catch (error) {
      // Running out is another failure than the one that is being made small.
      if (error instanceof RanOut) return undefined;
      throw error;
    }
  }

  /** Keeps only what the violation depends on, if it fails without the rest. */
  #slice(): void {
    const { events, violation, schedule, steps } = this.#best!;
    const needed = new Set(causalSlice(events, violation.steps));
    this.#attempt(schedule.filter((_, index) => needed.has(steps[index])));
  }

  /** Delta debugging over complements: takes out chunks, halving them when none can go. */
  #removeChunks(): void {
    for (let size = this.#schedule.length >> 1; size >= 1; size >>= 1) {
      // From the end: late actions are rarely causes, and going changes no earlier name.
      for (let end = this.#schedule.length; end > 0; end -= size) {
        const start = Math.max(0, end - size);
        const schedule = this.#schedule;
        this.#attempt([...schedule.slice(0, start), ...schedule.slice(end)]);
        end = Math.min(end, this.#schedule.length + size);
      }
    }
  }

  /** Tries every single removal until none succeeds. Says whether it came to that. */
  #removeSingles(): boolean {
    for (let index = this.#schedule.length - 1; index >= 0; index--) {
      const schedule = this.#schedule;
      if (this.#actionsLeft < schedule.length) return false;
      if (this.#attempt(schedule.filter((_, other) => other !== index))) {
        index = this.#schedule.length;
      }
    }
    return true;
  }

  /** Simpler parameters: no torn handlers, no power failures, nothing later than it must be. */
  #simplify(): void {
    this.#attempt(this.#schedule.map((action) => ({ ...action, atMs: 0 })));
    for (let index = 0; index < this.#schedule.length; index++) {
      const simpler = simplest(this.#schedule[index]);
      if (simpler === undefined) continue;
      this.#attempt(this.#schedule.with(index, simpler));
    }
  }
}

function simplest(action: Action): Action | undefined {
  if ("torn" in action && action.torn !== undefined) {
    const { torn: _, ...whole } = action;
    return whole as Action;
  }
  if (action.kind === "crash" && action.losesUnsynced) return { ...action, losesUnsynced: false };
  return undefined;
}
