import type { Goal } from "./goal.ts";
import { RanOut } from "./guest.ts";
import { Recorder } from "./recorder.ts";
import { createWorld, replayScenario } from "./run_scenario.ts";
import { isInevitable } from "./search/is_inevitable.ts";
import { actionOf, type Ahead, exploreAhead, type Mode } from "./search/look_ahead.ts";
import { type Path, search, type SearchLimits, type SearchResult } from "./search/search.ts";
import type { SearchBounds } from "./search/space.ts";
import { playStory, type Story, StoryError } from "./story.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";
import type { NodeId, Schedule } from "./types.ts";
import type { PlannedCommand } from "./walk.ts";

/** What an exhaustive search covers. */
export interface SearchPlan extends SearchLimits {
  readonly bounds: SearchBounds;
  /** The bounds in words, for the coverage line: "two terms, one crash". */
  readonly boundsInWords: string;
  readonly commands?: readonly PlannedCommand[];
  /** A story whose end is where the search begins: how deep states come cheap. */
  readonly from?: Story;
  /**
   * Goals to reach first, one after the other, each by a search of its own from where the one
   * before was reached. A bug that takes thirty steps is out of reach of any search from the start,
   * and near to one of its stages. Only the first way found to each goal is followed.
   */
  readonly stages?: readonly Goal[];
  /** Nodes that no check and no program tells apart by more than their names. */
  readonly alike?: readonly NodeId[];
  /** See `SpaceOptions`. */
  readonly symmetry?: "exact" | "sorted";
  /** What `random()` returns throughout; 0.5 unless told. */
  readonly dice?: number;
  /**
   * The search gives up after so many states where another check has failed by then: nothing is
   * proved of such a program any more, and what is wrong with it shows early or not at all.
   */
  readonly statesMaxOnceFailed?: number;
}

/**
 * A plan that tries every schedule within its bounds: every order in which messages can arrive,
 * and every moment at which a timer can fire or a node crash. A failure that it finds is run again
 * in a real world; one that does not show there is not reported.
 */
export function planSearch(name: string, scenario: Scenario, plan: SearchPlan): Plan {
  return {
    kind: "search",
    name,
    scenario,
    isInevitable,
    survey: (trial, monitors) =>
      trial.sample === undefined
        ? new SearchSurvey(scenario, plan, trial, monitors).run()
        : { found: monitors.map(() => undefined), coverage: "no search in a sample" },
  };
}

/** A search for one goal gives up after this many distinct states. */
const GOAL_STATES_MAX = 100_000;

/** What happened before the search proper. */
interface Prelude {
  readonly schedule: Schedule;
  /** Where that led to, in words, and what did not come about as planned. */
  readonly words: string;
}

class SearchSurvey {
  readonly #scenario: Scenario;
  readonly #plan: SearchPlan;
  readonly #trial: Trial;
  readonly #monitors: readonly MonitorFactory[];

  constructor(
    scenario: Scenario,
    plan: SearchPlan,
    trial: Trial,
    monitors: readonly MonitorFactory[],
  ) {
    this.#scenario = scenario;
    this.#plan = plan;
    this.#trial = trial;
    this.#monitors = monitors;
  }

  run(): Survey {
    const { schedule, words } = this.#reachStages(this.#tellStory());
    const options = () => this.#lookAhead(schedule, this.#monitors, this.#plan);
    return exploreAhead(options, (ahead, mode) => this.#survey(ahead, mode, words));
  }

  #survey(ahead: Ahead, mode: Mode, words: string): Survey {
    const { hasFailed, hasThrown, before } = ahead;
    const told: FailingRun = { seed: this.#trial.seed, schedule: before };
    const found = hasFailed.map((failed) => failed ? told : undefined);
    if (hasThrown) {
      return { found, exception: told, coverage: `no search${words}: the program threw before` };
    }
    const open = hasFailed.flatMap((failed, index) => failed ? [] : [index]);
    const isDecided = open.length === 0 && this.#monitors.length > 0;
    if (isDecided) return { found, coverage: `no search${words}: it had failed before` };
    const result = this.#search(ahead, open.length);
    let unconfirmed = 0;
    const confirm = (path: Path | undefined, monitor?: number) => {
      const run = path && this.#confirm(ahead, path, monitor);
      if (path !== undefined && run === undefined) unconfirmed++;
      return run;
    };
    open.forEach((monitor, place) => found[monitor] = confirm(result.found[place], monitor));
    const exception = confirm(result.exception);
    return {
      found,
      exception,
      coverage: this.#describe(result, mode, words) + lostOf(unconfirmed),
    };
  }

  #search({ space, start }: Ahead, monitors: number): SearchResult {
    const { stats, hasFailed = false } = this.#trial;
    const { statesMax, statesMaxOnceFailed = statesMax } = this.#plan;
    const limits = { ...this.#plan, statesMax: hasFailed ? statesMaxOnceFailed : statesMax };
    const result = search(space, start, { ...limits, monitors });
    stats.states += result.distinct;
    stats.events += result.states;
    return result;
  }

  #lookAhead(
    schedule: Schedule,
    monitors: readonly MonitorFactory[],
    limits: Pick<SearchPlan, "bounds" | "commands">,
  ) {
    const trial = this.#trial;
    const scenario = this.#scenario;
    const made = monitors.map((monitor) => monitor(trial, scenario));
    const { dice, alike, symmetry } = this.#plan;
    const { bounds, commands } = limits;
    return { trial, scenario, schedule, monitors: made, bounds, commands, dice, alike, symmetry };
  }

  /** Plays as much of the story as the program lets happen: the search goes on from there. */
  #tellStory(): Prelude {
    const { from } = this.#plan;
    if (from === undefined) return { schedule: [], words: "" };
    const trial = this.#trial;
    const recorder = new Recorder(trial.guest, { eventsMax: 0 });
    const { seed } = trial;
    const world = createWorld({ trial, scenario: this.#scenario, seed, monitors: [], recorder });
    let words = ", from where the story ends";
    try {
      playStory(world, from);
    } catch (error) {
      if (!(error instanceof StoryError)) throw error;
      words = `, from where the story broke off (${error.message})`;
    }
    return { schedule: recorder.schedule, words };
  }

  #reachStages({ schedule, words }: Prelude): Prelude {
    const stages = this.#plan.stages ?? [];
    for (let place = 0; place < stages.length; place++) {
      const reached = this.#reach(schedule, stages[place]);
      if (reached === undefined) {
        return { schedule, words: `${words} ("${stages[place].words}" was not reached)` };
      }
      schedule = reached;
      words = `, from where ${stages[place].words}`;
    }
    return { schedule, words };
  }

  /** A schedule that goes on until the goal is reached, in a real world. */
  #reach(schedule: Schedule, goal: Goal): Schedule | undefined {
    const { limits, monitor } = goal;
    const options = () => this.#lookAhead(schedule, [monitor], limits);
    return exploreAhead(options, (ahead) => {
      if (ahead.hasThrown) return undefined;
      if (ahead.hasFailed[0]) return ahead.before;
      const { statesMax = GOAL_STATES_MAX } = limits;
      const { found, distinct, states } = search(ahead.space, ahead.start, {
        statesMax,
        monitors: 1,
      });
      const { stats } = this.#trial;
      stats.states += distinct;
      stats.events += states;
      return found[0] && this.#confirmed(ahead, found[0], limits, monitor);
    });
  }

  /** Runs a path in a real world, with real dice. Undefined when it does not fail there. */
  #confirm(ahead: Ahead, path: Path, monitor?: number): FailingRun | undefined {
    const watching = monitor === undefined ? undefined : this.#monitors[monitor];
    const schedule = this.#confirmed(ahead, path, this.#plan, watching);
    return schedule && { seed: this.#trial.seed, schedule };
  }

  #confirmed(
    { space, before }: Ahead,
    path: Path,
    { commands }: Pick<SearchPlan, "commands">,
    monitor?: MonitorFactory,
  ): Schedule | undefined {
    const trial = this.#trial;
    const scenario = this.#scenario;
    const actions = path.actions.map((code) => actionOf(space, code, { scenario, commands }));
    const schedule = [...before, ...actions];
    const watching = monitor?.(trial, scenario);
    try {
      const { seed } = trial;
      const again = { trial, scenario, seed, schedule, monitor: watching, eventsMax: 0 };
      const run = replayScenario(again);
      const hasFailed = (monitor === undefined ? run.exception : run.violation) !== undefined;
      return hasFailed ? schedule : undefined;
    } catch (error) {
      // Running out is another failure than the one that was found.
      if (error instanceof RanOut) return undefined;
      throw error;
    }
  }

  #describe(result: SearchResult, mode: Mode, words: string): string {
    const { distinct, isFinished, depth } = result;
    const count = distinct.toLocaleString("en-US");
    const { boundsInWords } = this.#plan;
    const { length } = this.#scenario.nodes;
    const within = `${length} nodes, ${boundsInWords}${words}`;
    const extent = isFinished
      ? `all ${count} states of ${within}`
      : `${count} states of ${within}, to a depth of ${depth} steps; not all`;
    const how = mode.canCopy ? "" : ", by replaying, since the program hides some of its state";
    return extent + how;
  }
}

function lostOf(unconfirmed: number): string {
  return unconfirmed === 0 ? "" : `; ${unconfirmed} suspicions did not hold`;
}
