import { type Counterexample, TRACE_VERSION } from "@/engine/types.ts";
import { complainOfCounterexample } from "@/grading/complain_of_counterexample.ts";

/** The file is not what it is taken for. The message says where and why. */
export class NotReplayable extends Error {
  override name = "NotReplayable";
}

/** A counterexample as it was found in a file. */
export interface Failure {
  readonly counterexample: Counterexample;
  /** What was said of it; empty where the file holds the counterexample alone. */
  readonly message: string;
}

/** The hashes of a verdict, where the file is one. */
export type Hashes = Readonly<Record<"submission" | "grader" | "engine", string>>;

export interface Failures {
  readonly failures: readonly Failure[];
  readonly hashes?: Hashes;
}

/**
 * The counterexamples of a file: one alone, or all of a verdict. Each is held against
 * `engine/trace.schema.json`, so that what comes after need not doubt it.
 *
 * @throws NotReplayable naming the first place that does not match.
 */
export function readFailures(text: string): Failures {
  const data = parse(text) as { trace?: unknown; checks?: unknown; hashes?: Hashes } | null;
  if (data?.trace !== undefined) {
    return { failures: [{ counterexample: check(data, "the counterexample"), message: "" }] };
  }
  if (!Array.isArray(data?.checks)) {
    throw new NotReplayable("expected a counterexample with a trace, or a verdict with checks");
  }
  const failures = data.checks.flatMap((result): Failure[] => {
    const { name, counterexample, message } = (result ?? {}) as Record<string, unknown>;
    if (counterexample === null || counterexample === undefined) return [];
    const checked = check(counterexample, `the counterexample of ${name}`);
    return [{ counterexample: checked, message: String(message ?? "") }];
  });
  if (failures.length === 0) throw new NotReplayable("the verdict has no counterexample to replay");
  return { failures, hashes: data.hashes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotReplayable(
      "it is not JSON, or only a part of it: expected a counterexample or a verdict",
    );
  }
}

function check(data: unknown, what: string): Counterexample {
  const version = (data as { trace?: { version?: unknown } }).trace?.version;
  if (version !== undefined && version !== TRACE_VERSION) {
    throw new NotReplayable(
      `${what} has version ${JSON.stringify(version)} of the trace format, and this engine reads ` +
        `version ${TRACE_VERSION}: replay it with the engine that made it`,
    );
  }
  const complaint = complainOfCounterexample(data);
  if (complaint === undefined) return data as Counterexample;
  throw new NotReplayable(`${what} is damaged: ${complaint}`);
}
