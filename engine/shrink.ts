import { findLoops, type Loop } from "./find_loops.ts";
import { RanOut } from "./guest.ts";
import { replayFailure } from "./replay_failure.ts";
import { createWorld, type Replayed } from "./run_scenario.ts";
import { concerns, createShrinkReplay, type Entry } from "./shrink_replay.ts";
import type { MonitorFactory, Scenario, Trial } from "./suite.ts";
import type { Action, Schedule, Violation } from "./types.ts";
import { SETTLE_STEPS_MAX } from "./world.ts";

/** Shrinking performs at most this many steps in all: beyond, the best so far is what there is. */
export const SHRINK_STEPS_MAX = 600_000;

/**
 * While it shrinks, a settling ends after so many steps: a cluster in which messages breed takes
 * `SETTLE_STEPS_MAX` in every candidate, and shows the same in far fewer. A healthy one of five
 * nodes takes 2,200 in 12 seconds. What is found must hold without this bound.
 */
const BRIEF_SETTLE_STEPS_MAX = 4_000;

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
 * Makes a failing schedule small, by delta debugging (Zeller and Hildebrandt, "Simplifying and
 * isolating failure-inducing input", IEEE TSE 28(2), 2002): first what a smaller world needs (fewer
 * kinds of trouble, fewer nodes), then ever smaller chunks, down to a schedule from which no single
 * action can be taken. Actions that depend on a removed one go with it.
 *
 * @returns undefined when the schedule does not fail.
 */
export function shrink(options: ShrinkOptions): Shrunk | undefined {
  return new Shrinker(options, BRIEF_SETTLE_STEPS_MAX).run() ??
    new Shrinker(options, SETTLE_STEPS_MAX).run();
}

/** Actions without which a run can only do more: what is not delivered needs no dropping. */
const NEEDLESS: readonly Action["kind"][] = ["drop", "cut", "heal", "pause", "resume"];

/** Removing pairs is tried up to this length: their number grows with its square. */
const PAIRS_LENGTH_MAX = 64;

/** Shorter schedules have no loops worth the work. */
const ROUNDS_LENGTH_MIN = 16;
const ROUNDS_TOGETHER_MAX = 4;

class Shrinker {
  readonly #options: ShrinkOptions;
  readonly #settleStepsMax: number;
  #best: readonly Entry[] = [];
  #stepsLeft = SHRINK_STEPS_MAX;

  constructor(options: ShrinkOptions, settleStepsMax: number) {
    this.#options = options;
    this.#settleStepsMax = settleStepsMax;
  }

  run(): Shrunk | undefined {
    const entries = this.#options.schedule.map((action, number) => ({ number, action }));
    const performed = this.#replay(entries);
    if (performed === undefined) return undefined;
    this.#best = performed;
    this.#replace((action) => ({ ...action, atMs: 0 }));
    this.#removeKinds();
    this.#removeNodes();
    this.#removeChunks();
    let isMinimal = this.#removeSingles();
    // A simpler parameter may have made another action needless.
    const hasChanged = this.#simplify();
    if (this.#removePairs() || hasChanged) isMinimal = this.#removeSingles();
    if (this.#removeRounds()) isMinimal = this.#removeSingles();
    let run = this.#writeDown();
    while (run !== undefined && this.#removeByName(run.schedule)) run = this.#writeDown();
    return run && { ...run, isMinimal: isMinimal && this.#stepsLeft > 0 };
  }

  /** Runs a candidate. When it still fails, and has become shorter, it is the best. */
  #remove(isRemoved: (entry: Entry, place: number) => boolean): boolean {
    const candidate = this.#best.filter((entry, place) => !isRemoved(entry, place));
    if (candidate.length === this.#best.length) return false;
    return this.#accept(this.#replay(candidate));
  }

  /** The same for one in which actions are changed and none is removed. */
  #replace(change: (action: Action, place: number) => Action): boolean {
    const candidate = this.#best.map((entry, place) => ({
      ...entry,
      action: change(entry.action, place),
    }));
    return this.#accept(this.#replay(candidate));
  }

  #accept(performed: readonly Entry[] | undefined): boolean {
    if (performed === undefined || performed.length > this.#best.length) return false;
    this.#best = performed;
    return true;
  }

  /** What happened of the candidate, if it fails. */
  #replay(candidate: readonly Entry[]): Entry[] | undefined {
    if (this.#stepsLeft <= 0) return undefined;
    const { trial, scenario, monitor } = this.#options;
    const { recorder, perform } = createShrinkReplay(trial.guest, true);
    const monitors = monitor === undefined ? [] : [monitor(trial, scenario)];
    try {
      const settleStepsMax = this.#settleStepsMax;
      const world = createWorld({ ...this.#options, monitors, recorder, settleStepsMax });
      const performed = perform(world, candidate);
      this.#count(world.step);
      const violation = monitor === undefined ? world.exception : world.violations[0];
      return violation === undefined ? undefined : performed;
    } catch (error) {
      this.#count(candidate.length);
      // Running out is another failure than the one that is being made small.
      if (error instanceof RanOut) return undefined;
      throw error;
    }
  }

  #count(steps: number): void {
    this.#stepsLeft -= steps + 1;
    this.#options.trial.stats.schedules++;
    this.#options.trial.stats.events += steps;
  }

  #removeKinds(): void {
    if (this.#remove(({ action }) => NEEDLESS.includes(action.kind))) return;
    for (const kind of NEEDLESS) this.#remove(({ action }) => action.kind === kind);
  }

  #removeNodes(): void {
    for (const node of this.#options.scenario.nodes) {
      this.#remove(({ action }) => concerns(action, node));
    }
  }

  /** Delta debugging over complements: takes out chunks, halving them when none can go. */
  #removeChunks(): void {
    for (let size = this.#best.length >> 1; size > 1; size >>= 1) {
      for (let end = this.#best.length; end > 0; end = Math.min(end - size, this.#best.length)) {
        this.#remove((_, place) => place >= end - size && place < end);
      }
    }
  }

  /** Tries every single removal until none succeeds. Says whether it came to that. */
  #removeSingles(): boolean {
    let failures = 0;
    for (let place = this.#best.length - 1; failures < this.#best.length; place--) {
      if (place < 0) place = this.#best.length - 1;
      if (this.#stepsLeft <= 0) return false;
      const target = Math.min(place, this.#best.length - 1);
      if (this.#remove((_, other) => other === target)) failures = 0;
      else failures++;
      place = target;
    }
    return true;
  }

  /** Tries to take out two actions at once, which undo each other more often than not. */
  #removePairs(): boolean {
    if (this.#best.length > PAIRS_LENGTH_MAX) return false;
    const length = this.#best.length;
    for (let one = this.#best.length - 1; one > 0; one--) {
      for (let other = Math.min(one, this.#best.length) - 1; other >= 0; other--) {
        this.#remove((_, place) => place === one || place === other);
      }
    }
    return this.#best.length < length;
  }

  /**
   * What happens n times in one place and is undone n times in another (entries that a leader sends,
   * and its search for where the logs agree) can only be shortened in both at once: takes rounds of
   * two or three loops out together, as often as that works.
   */
  #removeRounds(): boolean {
    const before = this.#best.length;
    while (this.#best.length > ROUNDS_LENGTH_MIN && this.#removeSomeRounds());
    return this.#best.length < before;
  }

  #removeSomeRounds(): boolean {
    const loops = findLoops(this.#best.map(({ action }) => action));
    return loops.some((one, index) =>
      loops.slice(index + 1).some((other, place) =>
        this.#removeTogether([one, 1], [other, 1]) ||
        loops.slice(index + place + 2).some((third) =>
          this.#removeTogether([one, 1], [other, 1], [third, 1])
        ) ||
        this.#removeUnevenly(one, other)
      )
    );
  }

  /** A round of one loop may be undone by several of another. */
  #removeUnevenly(one: Loop, other: Loop): boolean {
    for (let rounds = 2; rounds <= ROUNDS_TOGETHER_MAX; rounds++) {
      if (rounds < other.rounds && this.#removeTogether([one, 1], [other, rounds])) return true;
      if (rounds < one.rounds && this.#removeTogether([one, rounds], [other, 1])) return true;
    }
    return false;
  }

  /** Takes the last rounds of some loops out, all at once. */
  #removeTogether(...chosen: readonly (readonly [Loop, number])[]): boolean {
    return this.#remove((_, place) =>
      chosen.some(([{ end, length }, rounds]) => place < end && place >= end - rounds * length)
    );
  }

  /** Simpler parameters: no torn handlers, no power failures. Says whether any could be had. */
  #simplify(): boolean {
    let hasChanged = false;
    for (let place = 0; place < this.#best.length; place++) {
      const simpler = simplest(this.#best[place].action);
      if (simpler === undefined) continue;
      if (this.#replace((action, other) => other === place ? simpler : action)) hasChanged = true;
    }
    return hasChanged;
  }

  /**
   * Tries single removals once more as who replays the schedule from its file would see them:
   * messages found by name. Says whether one succeeded, after which the names are out of date.
   */
  #removeByName(schedule: Schedule): boolean {
    const entries = schedule.map((action, number) => ({ number, action }));
    return entries.some((_, place) => this.#accept(this.#replay(entries.toSpliced(place, 1))));
  }

  /**
   * Gives the messages the names that they have now, and writes the run down, with no bound but the
   * world's own. Undefined where it does not fail so.
   */
  #writeDown(): Replayed & { violation: Violation } | undefined {
    const { trial, scenario, monitor } = this.#options;
    const { recorder, perform } = createShrinkReplay(trial.guest, false);
    const monitors = monitor === undefined ? [] : [monitor(trial, scenario)];
    perform(createWorld({ ...this.#options, monitors, recorder }), this.#best);
    const run = replayFailure({ ...this.#options, schedule: recorder.schedule });
    return run.violation && { ...run, violation: run.violation };
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
