import type { Guest } from "@/engine/guest.ts";
import { Process } from "@/engine/process.ts";
import { Random } from "@/engine/random.ts";
import { Recorder } from "@/engine/recorder.ts";
import { perform } from "@/engine/replay.ts";
import { createWorld } from "@/engine/run_scenario.ts";
import type { Scenario, Trial } from "@/engine/suite.ts";
import type { Action, Monitor, NodeId, Schedule } from "@/engine/types.ts";
import type { PlannedCommand } from "@/engine/walk.ts";
import type { World } from "@/engine/world.ts";
import { InputLog } from "./input_log.ts";
import { HiddenState, NotCopyable, ReadsClock } from "./local_store.ts";
import { decodeAction, type SearchBounds, Space, STEP } from "./space.ts";

/** How nodes are copied and compared. */
export interface Mode {
  /** False: nodes are built again by replaying their inputs. */
  readonly canCopy: boolean;
  /** True: the own clock is part of a node's state. */
  readonly hasClock: boolean;
}

/** Where a search begins, and what it may meet. */
export interface LookAheadOptions {
  readonly trial: Trial;
  readonly scenario: Scenario;
  /** What has happened already. Empty: the nodes have just started. */
  readonly schedule: Schedule;
  /** Those that are to watch the search; they watch what happened before too. */
  readonly monitors: readonly Monitor[];
  readonly bounds: SearchBounds;
  readonly commands?: readonly PlannedCommand[];
  readonly alike?: readonly NodeId[];
  readonly symmetry?: "exact" | "sorted";
  /** What `random()` returns throughout; 0.5 unless told. */
  readonly dice?: number;
  readonly seed?: number;
}

/** All that lies ahead of a schedule's end. */
export interface Ahead {
  readonly space: Space;
  readonly start: Int32Array;
  /** For each monitor, whether it objected to the schedule itself. It watches the search no more. */
  readonly hasFailed: readonly boolean[];
  /** The program threw before the search began. */
  readonly hasThrown: boolean;
  /** What happened: the schedule, and the healing of what it left cut or paused. */
  readonly before: Schedule;
}

/** Performs a schedule in a real world, and builds the space of all that can happen from there. */
export function lookAhead(options: LookAheadOptions, mode: Mode): Ahead {
  const { scenario, schedule, monitors } = options;
  const { nodes } = scenario;
  if (schedule.length === 0) {
    const processes = nodes.map((id) => new Process(id, nodes, new Random(0)));
    const space = createSpace(options, mode, monitors, processes);
    const hasFailed = monitors.map(() => false);
    return { space, start: space.start(), hasFailed, hasThrown: false, before: [] };
  }
  const { trial, seed = trial.seed } = options;
  const log = new InputLog();
  const recorder = new Recorder(trial.guest, { eventsMax: 0 });
  const world = createWorld({ trial, scenario, seed, monitors: [...monitors, log], recorder });
  log.attach(world);
  for (const action of schedule) {
    if (world.exception === undefined) perform(world, action);
  }
  heal(world);
  const hasFailed = monitors.map((_, index) => world.violations[index] !== undefined);
  const open = monitors.filter((_, index) => !hasFailed[index]);
  const space = createSpace(options, mode, open, world.states.map(({ process }) => process));
  const hasThrown = world.exception !== undefined;
  const start = hasThrown ? new Int32Array(0) : capture(space, world, log, seed);
  return { space, start, hasFailed, hasThrown, before: recorder.schedule };
}

/** A search delivers what it likes: what is cut or paused must not stand in its way later. */
function heal(world: World): void {
  const all = world.nodes.map((_, index) => index);
  const isCut = all.some((from) => all.some((to) => world.isCut(from, to)));
  if (isCut) world.heal(all, all);
  for (const node of all) {
    if (world.isRunning(node) && world.states[node].isPaused) world.resume(node);
  }
}

/** The state that a world is in, as a row of a space that was made with its processes. */
function capture(space: Space, world: World, log: InputLog, seed: number): Int32Array {
  const locals = world.states.map(({ timers, process }, node) => {
    const { durable, unsynced, isRunning, id } = process;
    if (!isRunning) return space.locals.down(node, new Map(durable), new Map(unsynced));
    const clockMs = world.localNowMs(node);
    const due = [...timers].map(([name, timer]) =>
      [name, clockMs + Math.max(0, timer.atMs - world.nowMs)] as const
    );
    const now = { timers: new Map(due), clockMs };
    return space.locals.capture(node, now, log.pastOf(id), new Random(seed, `node ${id}`));
  });
  const messages = world.queue.items
    .filter(({ kind, isGone }) => kind === "message" && !isGone)
    .map(({ from, node, payload }) => space.messages.intern(from, node, payload));
  return space.stateOf(locals, messages);
}

function createSpace(
  options: LookAheadOptions,
  mode: Mode,
  monitors: readonly Monitor[],
  processes: readonly Process[],
): Space {
  const { trial, scenario, dice = 0.5 } = options;
  const { nodes, spawn } = scenario;
  const { guest }: { guest: Guest } = trial;
  const programs = nodes.map(() => guest.instantiate());
  // States that hide a part of themselves cannot be compared under other names.
  const alike = mode.canCopy ? options.alike : [];
  return new Space(
    { ...options, ...mode, alike, nodes, spawn, guest, processes, programs, monitors, dice },
  );
}

/**
 * Looks ahead in the fastest mode that suits the program, and hands it to `explore`.
 *
 * @throws what `explore` throws, but for what another mode can help.
 */
export function exploreAhead<Result>(
  options: () => LookAheadOptions,
  explore: (ahead: Ahead, mode: Mode) => Result,
  first: Mode = { canCopy: true, hasClock: false },
): Result {
  let mode = first;
  for (;;) {
    try {
      return explore(lookAhead(options(), mode), mode);
    } catch (error) {
      if (error instanceof ReadsClock) mode = { ...mode, hasClock: true };
      else if (mode.canCopy && (error instanceof HiddenState || error instanceof NotCopyable)) {
        mode = { ...mode, canCopy: false };
      } else throw error;
    }
  }
}

/** An action of a space as a schedule says it. */
export function actionOf(
  space: Space,
  code: number,
  { scenario: { nodes }, commands }: Pick<LookAheadOptions, "scenario" | "commands">,
): Action {
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
      const { command } = commands![Math.floor(argument / count)];
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
