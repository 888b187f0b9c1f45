import { RanOut } from "./guest.ts";
import { Process } from "./process.ts";
import { Random } from "./random.ts";
import { HiddenState, NotCopyable, ReadsClock } from "./search/local_store.ts";
import { type Path, search, type SearchLimits, type SearchResult } from "./search/search.ts";
import { decodeAction, type SearchBounds, Space, STEP } from "./search/space.ts";
import { replayScenario } from "./run_scenario.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";
import type { Action, NodeId, Schedule } from "./types.ts";
import type { PlannedCommand } from "./walk.ts";

/** What an exhaustive search covers. */
export interface SearchPlan extends SearchLimits {
  readonly bounds: SearchBounds;
  /** The bounds in words, for the coverage line: "two terms, one crash". */
  readonly boundsInWords: string;
  readonly commands?: readonly PlannedCommand[];
  readonly alike?: readonly NodeId[];
  /** What `random()` returns throughout; 0.5 unless told. */
  readonly dice?: number;
}

/**
 * A plan that tries every schedule within its bounds: every order in which messages can arrive,
 * and every moment at which a timer can fire or a node crash. A failure that it finds is run again
 * in a real world; one that does not show there is not reported.
 */
export function planSearch(name: string, scenario: Scenario, plan: SearchPlan): Plan {
  return {
    name,
    scenario,
    survey: (trial, monitors) => new SearchSurvey(scenario, plan, trial, monitors).run(),
  };
}

/** How nodes are copied and compared. Tried in this order, until one is right for the program. */
interface Mode {
  readonly canCopy: boolean;
  readonly hasClock: boolean;
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
    const { space, result, mode } = this.#search();
    const { stats } = this.#trial;
    stats.states += result.distinct;
    stats.events += result.states;
    const runs = result.found.map((path, index) => this.#confirm(space, path, index));
    const exception = this.#confirm(space, result.exception);
    const lost = [...result.found, result.exception]
      .filter((path, index) => path !== undefined && [...runs, exception][index] === undefined);
    return { found: runs, exception, coverage: this.#describe(result, mode, lost.length) };
  }

  /** Searches in the fastest mode that suits the program. */
  #search(): { space: Space; result: SearchResult; mode: Mode } {
    let mode: Mode = { canCopy: true, hasClock: false };
    for (;;) {
      try {
        const space = this.#createSpace(mode);
        const limits = { ...this.#plan, monitors: this.#monitors.length };
        return { space, result: search(space, space.start(), limits), mode };
      } catch (error) {
        if (error instanceof ReadsClock) mode = { ...mode, hasClock: true };
        else if (mode.canCopy && (error instanceof HiddenState || error instanceof NotCopyable)) {
          mode = { ...mode, canCopy: false };
        } else throw error;
      }
    }
  }

  #createSpace(mode: Mode): Space {
    const { nodes, spawn } = this.#scenario;
    const { guest } = this.#trial;
    return new Space({
      ...this.#plan,
      ...mode,
      nodes,
      spawn,
      guest,
      processes: nodes.map((id) => new Process(id, nodes, new Random(0))),
      programs: nodes.map(() => guest.instantiate()),
      monitors: this.#monitors.map((monitor) => monitor(this.#trial)),
      dice: this.#plan.dice ?? 0.5,
    });
  }

  /** Runs a path in a real world, with real dice. Undefined when it does not fail there. */
  #confirm(space: Space, path: Path | undefined, monitor?: number): FailingRun | undefined {
    if (path === undefined) return undefined;
    const { seed } = this.#trial;
    const schedule = this.#scheduleOf(space, path);
    const options = { trial: this.#trial, scenario: this.#scenario, seed, schedule };
    try {
      if (monitor === undefined) {
        return replayScenario(options).exception && { seed, schedule };
      }
      const watching = this.#monitors[monitor](this.#trial);
      return replayScenario({ ...options, monitor: watching }).violation && { seed, schedule };
    } catch (error) {
      // Running out is another failure than the one that was found.
      if (error instanceof RanOut) return undefined;
      throw error;
    }
  }

  #scheduleOf(space: Space, path: Path): Schedule {
    return path.actions.map((code) => this.#actionOf(space, code));
  }

  #actionOf(space: Space, code: number): Action {
    const { nodes } = this.#scenario;
    const { kind, torn, argument } = decodeAction(code);
    const at = torn < 0 ? { atMs: 0 } : { atMs: 0, torn };
    const count = nodes.length;
    switch (kind) {
      case STEP.fire:
        return {
          kind: "fire",
          node: nodes[argument % count],
          timer: space.timerName(argument),
          ...at,
        };
      case STEP.crash: {
        const losesUnsynced = argument % 2 === 1;
        return { kind: "crash", node: nodes[argument >> 1], losesUnsynced, atMs: 0 };
      }
      case STEP.restart:
        return { kind: "restart", node: nodes[argument], atMs: 0 };
      case STEP.command: {
        const { command } = this.#plan.commands![Math.floor(argument / count)];
        return { kind: "command", node: nodes[argument % count], command, ...at };
      }
      default: {
        const { from, to, digest } = space.messages.get(argument);
        // The ordinal is not known here: the payload's digest names the message.
        const message = { from: nodes[from], to: nodes[to], ordinal: 0, digest };
        return { kind: kind === STEP.deliver ? "deliver" : "duplicate", message, ...at };
      }
    }
  }

  #describe(result: SearchResult, mode: Mode, unconfirmed: number): string {
    const { distinct, isFinished, depth } = result;
    const count = distinct.toLocaleString("en-US");
    const { boundsInWords } = this.#plan;
    const { length } = this.#scenario.nodes;
    const extent = isFinished
      ? `all ${count} states of ${length} nodes, ${boundsInWords}`
      : `${count} states of ${length} nodes, ${boundsInWords}, to a depth of ${depth} steps; not all`;
    const how = mode.canCopy ? "" : ", by replaying, since the program hides some of its state";
    const lost = unconfirmed === 0 ? "" : `; ${unconfirmed} suspicions did not hold`;
    return extent + how + lost;
  }
}
