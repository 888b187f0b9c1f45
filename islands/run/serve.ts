import "@/sandbox/inner/lockdown.ts";
import { GuestError, RanOut } from "@/engine/guest.ts";
import { runSuite } from "@/engine/run_suite.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";
import type { RunAnswer, RunEnding, RunRequest } from "./protocol.ts";

/** Public checks are the same each time: what failed before a change can be seen to hold after it. */
const SEED = 1;

/** What a worker has of its global scope; tests hand in another. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<RunRequest>) => void) | null;
  postMessage(answer: RunAnswer): void;
}

/** The worker's side: runs the exercise's public checks on every program that the page sends. */
export function serve(suite: Suite, scope = globalThis as unknown as WorkerScope): void {
  scope.onmessage = ({ data }) => {
    const { id, source } = data;
    const onCheck = (check: CheckResult) => scope.postMessage({ kind: "check", id, check });
    scope.postMessage({ ...run(suite, source, onCheck), id });
  };
  scope.postMessage({ kind: "ready" });
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
