import { causalSlice } from "./causal_slice.ts";
import { cutSchedule, type Turn } from "./cut_schedule.ts";
import { type Claim, findPlan } from "./find_plan.ts";
import type { Guest } from "./guest.ts";
import { listChoices } from "./list_choices.ts";
import { describeNode, Recorder } from "./recorder.ts";
import { replay } from "./replay.ts";
import { NO_EXCEPTION } from "./run_suite.ts";
import { createWorld } from "./run_scenario.ts";
import type { Suite, Trial } from "./suite.ts";
import type { Action, Counterexample, NodeId, Schedule, TraceEvent } from "./types.ts";
import type { World } from "./world.ts";

/** More is cut off: nobody steps through more. */
export const EVENTS_PLAYED_MAX = 2_000;

/** How long a run goes on where it is to go on in calm, in virtual milliseconds. */
const CALM_MS = 1_000;

/** How a run goes on after something else was chosen. */
export type Sequel = "rest" | "calm" | "nothing";

/** Another choice in a run, and how it goes on then. */
export interface Branching extends Turn {
  readonly choice: Action;
  readonly then: Sequel;
}

/** What a check made of a run. */
export interface Judgement {
  readonly name: string;
  readonly promise: string;
  /** The step where its property broke; absent where it held to the end. */
  readonly failedAt?: number;
  readonly message: string;
}

/** A schedule played with a program, whether or not anything failed. */
export interface Played {
  readonly counterexample: Counterexample;
  /** The case's own check first, then the others that watch the same plan. */
  readonly judgements: readonly Judgement[];
  /** By step: the program's lines that ran in it, in the order in which each ran last. */
  readonly lines: readonly (readonly number[])[];
  /** How each node stood before the first step, which no event tells. */
  readonly start: readonly StartView[];
  /** True where the run was longer than what is shown of it. */
  readonly isCut: boolean;
}

/** A node that has just started. */
export interface StartView {
  readonly node: NodeId;
  readonly fields: unknown;
  /** When each of its timers is due, in virtual milliseconds. */
  readonly timers: readonly { readonly name: string; readonly atMs: number }[];
}

/** A guest that also tells which lines ran. */
export interface LineGuest extends Guest {
  /** The lines that ran since it was last asked. */
  takeLines(): readonly number[];
}

/** What somebody wants played. */
export interface PlayOrder {
  readonly claim: Claim;
  /** Where given, nothing is played: what else could have happened there is told. */
  readonly turn?: Turn;
  readonly branching?: Branching;
  readonly tellsLines?: boolean;
}

/** What came of an order. Both are null where the suite has no such plan for such a check. */
export interface PlayResult {
  readonly played: Played | null;
  readonly choices: readonly Action[] | null;
}

/** Carries out an order, with a guest that tells its lines where they are wanted. */
export function carryOut(
  { claim, turn, branching, tellsLines }: PlayOrder,
  { createLineGuest, ...home }: Pick<CaseOptions, "suite" | "guest" | "seed"> & {
    readonly createLineGuest: () => LineGuest;
  },
): PlayResult {
  const options = { ...home, claim };
  if (turn !== undefined) return { played: null, choices: choicesAt(options, turn) ?? null };
  const lineGuest = tellsLines ? createLineGuest() : undefined;
  return { played: playCase({ ...options, branching, lineGuest }) ?? null, choices: null };
}

/** What is to be played, and with what. */
export interface CaseOptions {
  readonly suite: Suite;
  readonly guest: Guest;
  readonly seed: number;
  readonly claim: Claim;
  readonly branching?: Branching;
  /** The same program once more, to learn which lines run. */
  readonly lineGuest?: LineGuest;
}

/**
 * Plays a case, or a branch of it, and tells what came of it. Undefined where the suite has no such
 * plan for such a check.
 */
export function playCase(options: CaseOptions): Played | undefined {
  const stage = openStage(options);
  if (stage === undefined) return undefined;
  const { branching } = options;
  const schedule = branching === undefined
    ? options.claim.schedule
    : branchSchedule(stage.record(options.claim.schedule), branching);
  return tell(options, stage, schedule);
}

/** What else could have happened at a turn of a case. */
export function choicesAt(options: CaseOptions, turn: Turn): Action[] | undefined {
  const stage = openStage(options);
  if (stage === undefined) return undefined;
  const { before } = cutSchedule(stage.record(options.claim.schedule), turn);
  return listChoices(stage.record(before).world);
}

function branchSchedule(run: Recorded, { choice, then, ...turn }: Branching): Schedule {
  const { before, after } = cutSchedule(run, turn);
  const sequel: Schedule = then === "rest"
    ? after
    : then === "calm"
    ? [{ kind: "settle", forMs: CALM_MS, atMs: 0 }]
    : [];
  return [...before, choice, ...sequel];
}

/** A run with everything written down. */
interface Recorded {
  readonly schedule: Schedule;
  readonly steps: readonly number[];
  readonly events: readonly TraceEvent[];
  readonly world: World;
  readonly start: readonly StartView[];
}

interface Stage {
  readonly checks: readonly { readonly name: string; readonly promise: string }[];
  /** Plays a schedule under the eyes of all its checks. */
  record(schedule: Schedule): Recorded;
  /** Plays it with nobody watching, and tells which lines ran in which step. */
  linesOf(schedule: Schedule, guest: LineGuest): number[][];
}

function openStage({ suite, guest, seed, claim }: CaseOptions): Stage | undefined {
  const found = findPlan(suite, claim);
  if (found === undefined) return undefined;
  const { scenario } = found.plan;
  const watching = suite.checks.filter(({ plans }) => plans.includes(found.plan));
  const others = watching.filter(({ name }) => name !== found.check.name);
  const judges = [...found.check.monitor === undefined ? [] : [found.check], ...others];
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial: Trial = { guest, seed, slug: suite.slug, stats };
  const open = (recorder: Recorder, guest: Guest, isWatched: boolean) => {
    const monitors = isWatched ? judges.map(({ monitor }) => monitor!(trial, scenario)) : [];
    const own = { ...trial, guest };
    return createWorld({ trial: own, scenario, seed: claim.seed, monitors, recorder });
  };
  return {
    checks: judges,
    record(schedule) {
      const recorder = new Recorder(guest);
      const world = open(recorder, guest, true);
      const start = world.nodes.map((node, index) => startOf(guest, world, { node, index }));
      replay(world, schedule);
      const { schedule: performed, steps, events } = recorder;
      return { schedule: performed, steps, events, world, start };
    },
    linesOf(schedule, guest) {
      const recorder = new LineRecorder(guest);
      replay(open(recorder, guest, false), schedule);
      return recorder.lines;
    },
  };
}

function tell(options: CaseOptions, stage: Stage, schedule: Schedule): Played {
  const { suite, guest, claim, lineGuest } = options;
  const run = stage.record(schedule);
  const { world } = run;
  const judgements = judge(stage, run, claim.check);
  const failedAt = judgements[0].failedAt;
  const shownMax = Math.max(EVENTS_PLAYED_MAX, failedAt ?? 0);
  const events = run.events.slice(0, shownMax);
  const index = stage.checks.findIndex(({ name }) => name === claim.check);
  const violation = index < 0 ? world.exception : world.violations[index];
  return {
    counterexample: {
      ...claim,
      schedule: run.schedule,
      program: guest.source,
      trace: { version: 1, slug: suite.slug, seed: claim.seed, nodes: world.nodes, events },
      culprit: failedAt ?? 0,
      slice: violation === undefined ? [] : causalSlice(events, violation.steps),
    },
    judgements,
    lines: lineGuest === undefined ? [] : linesOf(stage, run, lineGuest).slice(0, shownMax + 1),
    start: run.start,
    isCut: run.events.length > events.length,
  };
}

function startOf(
  guest: Guest,
  world: World,
  { node, index }: { readonly node: NodeId; readonly index: number },
): StartView {
  const timers = [...world.states[index].timers.values()].map(({ name, atMs }) => ({ name, atMs }));
  return { node, fields: describeNode(guest, world, index), timers };
}

function linesOf(stage: Stage, { schedule, events }: Recorded, guest: LineGuest): number[][] {
  const lines = stage.linesOf(schedule, guest);
  return Array.from({ length: events.length + 1 }, (_, step) => lines[step] ?? []);
}

/** What each check made of the run, the one that is looked at first. */
function judge({ checks }: Stage, { world, events }: Recorded, own: string): Judgement[] {
  const judged = checks.map(({ name, promise }, index): Judgement => {
    const violation = world.violations[index];
    if (violation === undefined) return { name, promise, message: "" };
    const failedAt = violation.steps.at(-1) ?? events.length;
    return { name, promise, failedAt, message: violation.message };
  });
  const { exception } = world;
  const thrown: Judgement = exception === undefined
    ? { ...NO_EXCEPTION, message: "" }
    : { ...NO_EXCEPTION, failedAt: exception.steps.at(-1), message: exception.message };
  return own === NO_EXCEPTION.name ? [thrown, ...judged] : [...judged, thrown];
}

/** Writes down, beside all else, which lines ran in each step. */
class LineRecorder extends Recorder {
  readonly lines: number[][] = [];
  readonly #guest: LineGuest;

  constructor(guest: LineGuest) {
    super(guest);
    this.#guest = guest;
  }

  override after(world: World, index: number): void {
    const taken = [...this.#guest.takeLines()];
    this.lines[world.step] = [...this.lines[world.step] ?? [], ...taken];
    super.after(world, index);
    // Describing the node may have run getters of its own.
    this.#guest.takeLines();
  }
}
