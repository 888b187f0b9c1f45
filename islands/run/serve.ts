import "@/sandbox/inner/lockdown.ts";
import { type Guest, GuestError, RanOut } from "@/engine/guest.ts";
import { recordWalk } from "@/engine/run_scenario.ts";
import { runSuite, type SuiteResult } from "@/engine/run_suite.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult, Stats } from "@/engine/types.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import type { RunAnswer, RunEnding, RunRequest, TraceRequest } from "./protocol.ts";

/** Public checks are the same each time: what failed before a change can be seen to hold after it. */
const SEED = 1;

/** A program that holds the public checks is tried on further random schedules for so long. */
export const TRYING_MS = 2_000;

/** The page counts along this often; more would only keep it busy. */
const PROGRESS_EVERY_MS = 100;

/** What a worker has of its global scope; tests hand in another. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<RunRequest | TraceRequest>) => void) | null;
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

interface Running {
  readonly suite: Suite;
  readonly data: RunRequest;
  readonly scope: WorkerScope;
  readonly now: () => number;
}

function run({ suite, data: { id, source }, scope, now }: Running): RunEnding {
  try {
    const guest = createGuest(source, suite.exports);
    const onCheck = (check: CheckResult) => scope.postMessage({ kind: "check", id, check });
    const first = runSuite(suite, guest, { seed: SEED, onCheck });
    if (first.verdict !== "passed") return { kind: "done", ...first };
    const onProgress = (stats: Stats) => scope.postMessage({ kind: "progress", id, stats });
    return { kind: "done", ...tryOthers({ suite, guest, first, now, onProgress }) };
  } catch (error) {
    if (error instanceof GuestError) return { kind: "not gradable", reason: error.message };
    if (error instanceof RanOut) {
      return { kind: "ran out", reason: `The file cannot be loaded. ${error.message}` };
    }
    return { kind: "our fault", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Runs the same checks from one seed after the other, until one fails or the time is over. */
function tryOthers({ suite, guest, first, now, onProgress }: {
  readonly suite: Suite;
  readonly guest: Guest;
  readonly first: SuiteResult;
  readonly now: () => number;
  readonly onProgress: (stats: Stats) => void;
}): SuiteResult {
  const startMs = now();
  let stats = first.stats;
  let toldMs = startMs;
  for (let seed = SEED + 1, nowMs = startMs; nowMs < startMs + TRYING_MS; seed++) {
    const next = runSuite(suite, guest, { seed });
    stats = addStats(stats, next.stats);
    if (next.verdict !== "passed") return { ...next, stats };
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
