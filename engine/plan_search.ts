import { RanOut } from "./guest.ts";
import { Process } from "./process.ts";
import { Random } from "./random.ts";
import { Recorder } from "./recorder.ts";
import { HiddenState, NotCopyable, ReadsClock } from "./search/local_store.ts";
import { type Path, search, type SearchLimits, type SearchResult } from "./search/search.ts";
import { decodeAction, type SearchBounds, Space, STEP } from "./search/space.ts";
import { createWorld, replayScenario } from "./run_scenario.ts";
import { playStory, type Story, StoryError } from "./story.ts";
import type { FailingRun, MonitorFactory, Plan, Scenario, Survey, Trial } from "./suite.ts";
import type { Action, Monitor, NodeId, Schedule } from "./types.ts";
import type { PlannedCommand } from "./walk.ts";
import type { World } from "./world.ts";

/** What an exhaustive search covers. */
export interface SearchPlan extends SearchLimits {
  readonly bounds: SearchBounds;
  /** The bounds in words, for the coverage line: "two terms, one crash". */
  readonly boundsInWords: string;
  readonly commands?: readonly PlannedCommand[];
  /** A story whose end is where the search begins: how deep states come cheap. */
  readonly from?: Story;
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
    kind: "search",
    name,
    scenario,
    survey: (trial, monitors) =>
      trial.sample === undefined
        ? new SearchSurvey(scenario, plan, trial, monitors).run()
        : { found: monitors.map(() => undefined), coverage: "no search in a sample" },
  };
}

/** How nodes are copied and compared. Tried in this order, until one is right for the program. */
interface Mode {
  readonly canCopy: boolean;
  readonly hasClock: boolean;
}

interface Searched {
  readonly space: Space;
  readonly result: SearchResult;
  readonly mode: Mode;
  /** What the story did before the search began. */
  readonly before: Schedule;
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
    const searched = this.#search();
    if (searched === undefined) return this.#unsearchable();
    const { space, result, mode, before } = searched;
    const { stats } = this.#trial;
    stats.states += result.distinct;
    stats.events += result.states;
    const runs = result.found.map((path, index) => this.#confirm(space, before, path, index));
    const exception = this.#confirm(space, before, result.exception);
    const lost = [...result.found, result.exception]
      .filter((path, index) => path !== undefined && [...runs, exception][index] === undefined);
    return { found: runs, exception, coverage: this.#describe(result, mode, lost.length) };
  }

  /** Searches in the fastest mode that suits the program. Undefined where none does. */
  #search(): Searched | undefined {
    let mode: Mode = { canCopy: true, hasClock: false };
    for (;;) {
      try {
        return this.#searchIn(mode);
      } catch (error) {
        if (error instanceof ReadsClock) mode = { ...mode, hasClock: true };
        else if (mode.canCopy && (error instanceof HiddenState || error instanceof NotCopyable)) {
          // Rebuilding a node takes all its inputs since it booted, and a story keeps none.
          if (this.#plan.from !== undefined) return undefined;
          mode = { ...mode, canCopy: false };
        } else throw error;
      }
    }
  }

  #searchIn(mode: Mode): Searched {
    const { from } = this.#plan;
    const limits = { ...this.#plan, monitors: this.#monitors.length };
    const monitors = this.#monitors.map((monitor) => monitor(this.#trial, this.#scenario));
    if (from !== undefined) return this.#searchFrom(from, mode, monitors);
    const { nodes } = this.#scenario;
    const processes = nodes.map((id) => new Process(id, nodes, new Random(0)));
    const space = this.#createSpace(mode, monitors, processes);
    return { space, result: search(space, space.start(), limits), mode, before: [] };
  }

  /** Plays the story with the monitors watching, and searches on from where it ends. */
  #searchFrom(story: Story, mode: Mode, monitors: readonly Monitor[]): Searched {
    const { seed, guest } = this.#trial;
    const recorder = new Recorder(guest);
    const world = createWorld({
      trial: this.#trial,
      scenario: this.#scenario,
      seed,
      monitors,
      recorder,
    });
    tellStory(world, story);
    const space = this.#createSpace(mode, monitors, world.states.map(({ process }) => process));
    const locals = world.states.map(({ timers, process }, node) => {
      const { durable, unsynced, isRunning } = process;
      if (!isRunning) return space.locals.down(node, new Map(durable), new Map(unsynced));
      const clockMs = world.localNowMs(node);
      const due = [...timers].map(([name, timer]) =>
        [name, clockMs + Math.max(0, timer.atMs - world.nowMs)] as const
      );
      return space.locals.capture(node, new Map(due), clockMs);
    });
    const messages = world.queue.items
      .filter(({ kind, isGone }) => kind === "message" && !isGone)
      .map(({ from, node, payload }) => space.messages.intern(from, node, payload));
    const limits = { ...this.#plan, monitors: monitors.length };
    const result = search(space, space.stateOf(locals, messages), limits);
    return { space, result, mode, before: recorder.schedule };
  }

  #createSpace(mode: Mode, monitors: readonly Monitor[], processes: readonly Process[]): Space {
    const { nodes, spawn } = this.#scenario;
    const { guest } = this.#trial;
    const programs = nodes.map(() => guest.instantiate());
    const dice = this.#plan.dice ?? 0.5;
    return new Space(
      { ...this.#plan, ...mode, nodes, spawn, guest, processes, programs, monitors, dice },
    );
  }

  #unsearchable(): Survey {
    const { boundsInWords } = this.#plan;
    return {
      found: this.#monitors.map(() => undefined),
      coverage: `no search (${boundsInWords}): the program hides some of its state`,
    };
  }

  /** Runs a path in a real world, with real dice. Undefined when it does not fail there. */
  #confirm(
    space: Space,
    before: Schedule,
    path: Path | undefined,
    monitor?: number,
  ): FailingRun | undefined {
    if (path === undefined) return undefined;
    const { seed } = this.#trial;
    const schedule = [...before, ...path.actions.map((code) => this.#actionOf(space, code))];
    const options = { trial: this.#trial, scenario: this.#scenario, seed, schedule };
    try {
      if (monitor === undefined) {
        return replayScenario(options).exception && { seed, schedule };
      }
      const watching = this.#monitors[monitor](this.#trial, this.#scenario);
      return replayScenario({ ...options, monitor: watching }).violation && { seed, schedule };
    } catch (error) {
      // Running out is another failure than the one that was found.
      if (error instanceof RanOut) return undefined;
      throw error;
    }
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

/** Plays as much of a story as the program lets happen: the search goes on from there. */
function tellStory(world: World, story: Story): void {
  try {
    playStory(world, story);
  } catch (error) {
    if (!(error instanceof StoryError)) throw error;
  }
}
