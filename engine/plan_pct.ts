import { countDraws, type PctFaults, PctRun } from "./pct_run.ts";
import { deriveSeed, Random } from "./random.ts";
import { Recorder } from "./recorder.ts";
import { createWorld } from "./run_scenario.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";

export interface PctOptions {
  readonly runs: number;
  /** d: how many events must happen in a certain order for the bug to show, from 1. */
  readonly depth: number;
  /** What goes wrong in each run; nothing unless told. */
  readonly faults?: PctFaults;
}

/**
 * A plan of probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A
 * randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
 *
 * What is prioritised: chains of events. All messages of one one-way link are a chain, in order of
 * sending; so are the timers of one node, and the clients' commands. Every chain gets a random
 * priority. Always the chain of the highest priority that can move does so; at d - 1 steps, drawn
 * from 1 to k, the chain that has just moved falls below all others. There is no time: a message
 * may be overtaken by any timeout, except that a node whose timer has fired must let
 * `DELIVERIES_PER_TIMER` messages for each node arrive, if there are any, before it fires again;
 * otherwise the timers would starve everything else.
 *
 * Faults are chains as well: a crash of one node and its restart, a loss or a doubling of the oldest
 * message that waits on one link. Their priorities decide when they happen; which node or link they
 * befall, and whether a crash loses what was not synced, is drawn before the run begins.
 *
 * What is promised: if there are d events such that every schedule in which they come in a certain
 * order shows the bug, one run finds it with a probability of at least 1 / (n k^(d-1)), with n chains
 * and k steps. Where faults are among the events, that is the probability once the faults are drawn
 * right, which one draw in v is: 1 / (v n k^(d-1)) in all, v being (2 nodes)^crashes times
 * links^(drops + duplicates). Events that follow each other in one chain count as one.
 *
 * Not covered: more faults than are asked for, a crash in the middle of a handler, a message that is
 * overtaken on its own link, partitions, pauses and clocks, and commands in another order. Drawing k
 * from the runs before, as here, makes the promise one for programs whose runs are about as long.
 */
export function planPct(name: string, scenario: Scenario, options: PctOptions): Plan {
  const { crashes = 0, drops = 0, duplicates = 0 } = options.faults ?? {};
  if ([crashes, drops, duplicates].some((count) => !Number.isSafeInteger(count) || count < 0)) {
    throw new RangeError(
      `Cannot have ${crashes} crashes, ${drops} drops and ${duplicates} ` +
        "duplicates in a run: expected whole numbers from 0",
    );
  }
  if (options.depth < 1) {
    throw new RangeError(`Cannot look for bugs of depth ${options.depth}: expected 1 or more`);
  }
  return {
    kind: "pct",
    name,
    scenario,
    survey: (trial, monitors) => new PctSurvey(name, scenario, options, trial, monitors).run(),
  };
}

class PctSurvey {
  readonly #name: string;
  readonly #scenario: Scenario;
  readonly #options: PctOptions;
  readonly #trial: Trial;
  readonly #monitors: readonly MonitorFactory[];

  constructor(
    name: string,
    scenario: Scenario,
    options: PctOptions,
    trial: Trial,
    monitors: readonly MonitorFactory[],
  ) {
    this.#name = name;
    this.#scenario = scenario;
    this.#options = options;
    this.#trial = trial;
    this.#monitors = monitors;
  }

  run(): Survey {
    const { depth } = this.#options;
    // Only the first run depends on no other.
    const runs = this.#trial.sample === undefined ? this.#options.runs : 1;
    const monitors = this.#monitors;
    const found: (FailingRun | undefined)[] = monitors.map(() => undefined);
    let exception: FailingRun | undefined;
    let chains = 0;
    // k is not known before the first run; then it is the longest run so far.
    let steps = 0;
    let run = 0;
    for (; run < runs && exception === undefined && found.includes(undefined); run++) {
      const seed = deriveSeed(this.#trial.seed, this.#name, run);
      const changesWithin = run === 0 ? this.#scenario.stepsMax : steps;
      const open = monitors.map((_, index) => index).filter((index) => found[index] === undefined);
      const done = this.#play(seed, changesWithin, open.map((index) => monitors[index]));
      done.world.violations.forEach((violation, place) => {
        if (violation === undefined) return;
        found[open[place]] = this.#record(seed, changesWithin, [monitors[open[place]]]);
      });
      if (done.world.exception !== undefined) exception = this.#record(seed, changesWithin, []);
      steps = Math.max(steps, done.steps);
      chains = Math.max(chains, done.chains);
    }
    const draws = countDraws(this.#scenario.nodes.length, this.#options.faults ?? {});
    const bound = draws * chains * steps ** (depth - 1);
    const coverage = `${run} schedules by priority (each finds a bug of depth ${depth} with a ` +
      `probability of 1 in ${bound} at the least)`;
    return { found, exception, coverage };
  }

  #play(
    seed: number,
    changesWithin: number,
    monitors: readonly MonitorFactory[],
    recorder?: Recorder,
  ): PctRun {
    const trial = this.#trial;
    const scenario = this.#scenario;
    const made = monitors.map((monitor) => monitor(trial, scenario));
    const world = createWorld({ trial, scenario, seed, monitors: made, recorder });
    const run = new PctRun(world, {
      random: new Random(seed, "pct"),
      depth: this.#options.depth,
      faults: this.#options.faults ?? {},
      changesWithin,
      stepsMax: scenario.stepsMax,
      settleMs: scenario.settleMs ?? 0,
      commands: scenario.commands?.(new Random(seed, "commands")) ?? [],
    });
    run.play();
    trial.stats.schedules++;
    trial.stats.events += world.step;
    return run;
  }

  #record(seed: number, changesWithin: number, monitors: readonly MonitorFactory[]): FailingRun {
    const recorder = new Recorder(this.#trial.guest, { eventsMax: 0 });
    this.#play(seed, changesWithin, monitors, recorder);
    return { seed, schedule: recorder.schedule };
  }
}
