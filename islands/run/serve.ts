import "@/sandbox/inner/lockdown.ts";
import { GuestError, RanOut } from "@/engine/guest.ts";
import { recordWalk } from "@/engine/run_scenario.ts";
import { runSuite } from "@/engine/run_suite.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import type { RunAnswer, RunEnding, RunRequest, TraceRequest } from "./protocol.ts";

/** Public checks are the same each time: what failed before a change can be seen to hold after it. */
const SEED = 1;

/** What a worker has of its global scope; tests hand in another. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<RunRequest | TraceRequest>) => void) | null;
  postMessage(answer: RunAnswer): void;
}

/** The worker's side: runs the exercise's public checks on every program that the page sends. */
export function serve(suite: Suite, scope = globalThis as unknown as WorkerScope): void {
  scope.onmessage = ({ data }) => {
    const { id, source } = data;
    if (data.kind === "trace") return scope.postMessage(traceOf(suite, data));
    const onCheck = (check: CheckResult) => scope.postMessage({ kind: "check", id, check });
    scope.postMessage({ ...run(suite, source, onCheck), id });
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

function run(suite: Suite, source: string, onCheck: (check: CheckResult) => void): RunEnding {
  try {
    const guest = createGuest(source, suite.exports);
    return { kind: "done", ...runSuite(suite, guest, { seed: SEED, onCheck }) };
  } catch (error) {
    if (error instanceof GuestError) return { kind: "not gradable", reason: error.message };
    if (error instanceof RanOut) {
      return { kind: "ran out", reason: `The file cannot be loaded. ${error.message}` };
    }
    return { kind: "our fault", reason: error instanceof Error ? error.message : String(error) };
  }
}
