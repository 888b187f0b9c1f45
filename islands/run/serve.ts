import "@/sandbox/inner/lockdown.ts";
import { type Guest, GuestError, RanOut } from "@/engine/guest.ts";
import { carryOut } from "@/engine/play_case.ts";
import { recordWalk } from "@/engine/run_scenario.ts";
import { runSuite, type SuiteResult, totalOf } from "@/engine/run_suite.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult, Stats } from "@/engine/types.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import { createLineGuest } from "@/sandbox/inner/create_line_guest.ts";
import type {
  PlayEnding,
  PlayRequest,
  RunAnswer,
  RunEnding,
  RunRequest,
  TraceRequest,
} from "./protocol.ts";
import { replayKept } from "./replay_kept.ts";

/** Public checks are the same each time: what failed before a change can be seen to hold after it. */
const SEED = 1;

/** A program that holds the public checks is tried on further random schedules for so long. */
export const TRYING_MS = 2_000;

/** The page counts along this often; more would only keep it busy. */
const PROGRESS_EVERY_MS = 100;

/** What a worker has of its global scope; tests hand in another. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<RunRequest | TraceRequest | PlayRequest>) => void) | null;
  postMessage(answer: RunAnswer): void;
}

/**
 * The worker's side: runs the exercise's public checks on every program that the page sends, first
 * always on the same schedules, then on as many others as `TRYING_MS` allow.
 */
export function serve(
  suite: Suite,
  scope = globalThis as unknown as WorkerScope,
  now: () => number = () => performance.now(),
): void {
  scope.onmessage = ({ data }) => {
    const { id } = data;
    if (data.kind === "trace") return scope.postMessage(traceOf(suite, data));
    if (data.kind === "play") return scope.postMessage({ ...play(suite, data), id });
    scope.postMessage({ ...run({ suite, data, scope, now }), id });
  };
  scope.postMessage({ kind: "ready" });
}

/** The trace that the server makes of the same program, plan and seed, byte for byte. */
function traceOf(suite: Suite, { id, source, plan: name, seed }: TraceRequest): RunAnswer {
  const plan = suite.checks.flatMap(({ plans }) => plans).find((each) => each.name === name);
  if (plan === undefined) return { kind: "our fault", id, reason: `There is no plan "${name}"` };
  const guest = createGuest(source, suite.exports);
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial = { guest, seed, slug: suite.slug, stats };
  const { scenario } = plan;
  return { kind: "trace", id, trace: recordWalk({ trial, scenario, seed, monitors: [] }).trace };
}

/** Plays one schedule, as the server does with the hidden ones. */
function play(suite: Suite, { source, order }: PlayRequest): PlayEnding {
  try {
    const guest = createGuest(source, suite.exports);
    guest.instantiate();
    const home = { suite, guest, seed: order.claim.seed };
    const result = carryOut(order, {
      ...home,
      createLineGuest: () => createLineGuest(source, suite.exports),
    });
    return { kind: "played", ...result };
  } catch (error) {
    return endingOf(error, "");
  }
}

interface Running {
  readonly suite: Suite;
  readonly data: RunRequest;
  readonly scope: WorkerScope;
  readonly now: () => number;
}

function run(
  { suite, data: { id, source, kept = [], firstSeed }, scope, now }: Running,
): RunEnding {
  try {
    const guest = createGuest(source, suite.exports);
    const onCheck = (check: CheckResult) => scope.postMessage({ kind: "check", id, check });
    // A program that cannot be loaded has no verdict.
    guest.instantiate();
    const again = kept.map((each, index) => {
      const result = replayKept(suite, guest, { kept: each, number: index + 1 });
      onCheck(result);
      return result;
    });
    const first = runSuite(suite, guest, { seed: SEED, onCheck });
    const { verdict } = totalOf([], [...again, ...first.checks]);
    if (verdict !== "passed") {
      return { kind: "done", ...first, verdict, checks: [...again, ...first.checks] };
    }
    const onProgress = (stats: Stats) => scope.postMessage({ kind: "progress", id, stats });
    const others = tryOthers({ suite, guest, first, now, onProgress, firstSeed });
    return { kind: "done", ...others, checks: [...again, ...others.checks] };
  } catch (error) {
    return endingOf(error, "The file cannot be loaded. ");
  }
}

/** What somebody who waits for a program learns of an error; `where` it ran out. */
function endingOf(error: unknown, where: string): Exclude<RunEnding, { kind: "done" }> {
  if (error instanceof GuestError) return { kind: "not gradable", reason: error.message };
  if (error instanceof RanOut) return { kind: "ran out", reason: where + error.message };
  return { kind: "our fault", reason: error instanceof Error ? error.message : String(error) };
}

/** Runs the same checks from one seed after the other, until one fails or the time is over. */
function tryOthers({ suite, guest, first, now, onProgress, firstSeed }: {
  readonly suite: Suite;
  readonly guest: Guest;
  readonly first: SuiteResult;
  readonly now: () => number;
  readonly onProgress: (stats: Stats) => void;
  readonly firstSeed: number | undefined;
}): SuiteResult & { readonly failedSeed?: number } {
  const startMs = now();
  let stats = first.stats;
  let toldMs = startMs;
  for (let turn = 0, nowMs = startMs; nowMs < startMs + TRYING_MS; turn++) {
    // What failed last time is the first to be tried again.
    const seed = firstSeed === undefined ? SEED + 1 + turn : turn === 0 ? firstSeed : SEED + turn;
    const next = runSuite(suite, guest, { seed });
    stats = addStats(stats, next.stats);
    if (next.verdict !== "passed") return { ...next, stats, failedSeed: seed };
    nowMs = now();
    if (nowMs - toldMs < PROGRESS_EVERY_MS) continue;
    toldMs = nowMs;
    onProgress(stats);
  }
  return { ...first, stats };
}

function addStats(one: Stats, other: Stats): Stats {
  return {
    schedules: one.schedules + other.schedules,
    events: one.events + other.events,
    states: one.states + other.states,
  };
}
