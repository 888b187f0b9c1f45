import { useEffect, useRef, useState } from "preact/hooks";
import type { Attempt } from "@/components/AttemptList.tsx";
import type { Stats } from "@/engine/types.ts";
import { asset } from "fresh/runtime";
import type { RunEnding } from "../run/protocol.ts";
import { followSubmission, type Waiting } from "../live/follow_submission.ts";
import { type ClientEnding, RunClient } from "../run/run_client.ts";
import { openKeptTests } from "./kept_tests.ts";
import {
  ApiError,
  listAttempts,
  type ListedAttempt,
  refusalOf,
  type Submission,
  submit,
} from "./api_client.ts";

/** What became of the last Run or Submit. */
export type Outcome =
  | { readonly kind: "none" }
  /** `stats` once the public checks hold and other schedules are being tried. */
  | { readonly kind: "running"; readonly stats?: Stats }
  | { readonly kind: "stopped" }
  | { readonly kind: "ran"; readonly ending: RunEnding; readonly tookMs: number }
  | { readonly kind: "sending" }
  | { readonly kind: "grading"; readonly url: string; readonly waiting: Waiting }
  | { readonly kind: "graded"; readonly url: string; readonly submission: Submission }
  | { readonly kind: "refused"; readonly message: string; readonly url?: string };

export interface OutcomeOptions {
  readonly slug: string;
  readonly attempts: readonly Attempt[];
  readonly read: () => string;
}

/** Runs and submits programs; what is shown belongs to whichever of the two came last. */
export function useOutcome({ slug, attempts: first, read }: OutcomeOptions) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const [attempts, setAttempts] = useState(first);
  const [isSubmitting, setSubmitting] = useState(false);
  const client = useRef<RunClient | undefined>(undefined);
  const turn = useRef(0);

  useEffect(() => {
    const runs = new RunClient(() => new Worker(asset(`/run/${slug}.js`), { type: "module" }));
    client.current = runs;
    runs.warm();
    return () => runs.close();
  }, []);

  const show = (mine: number, next: Outcome) => {
    if (turn.current === mine) setOutcome(next);
  };

  const run = async () => {
    if (client.current === undefined) return;
    const mine = ++turn.current;
    show(mine, { kind: "running" });
    const startMs = performance.now();
    const onProgress = (stats: Stats) => show(mine, { kind: "running", stats });
    const ending = await runKept(client.current, { slug, source: read(), onProgress });
    const tookMs = performance.now() - startMs;
    show(mine, ending.kind === "stopped" ? ending : { kind: "ran", ending, tookMs });
  };

  const send = async () => {
    const mine = ++turn.current;
    client.current?.stop();
    const source = read();
    const refusal = refusalOf(source);
    if (refusal !== undefined) return show(mine, { kind: "refused", message: refusal });
    let url: string | undefined;
    setSubmitting(true);
    show(mine, { kind: "sending" });
    try {
      const stored = await submit(slug, source);
      url = stored.url;
      const begun = new Date().toISOString();
      const follow = (waiting: Waiting) => {
        const { state } = waiting.standing;
        const attempt = { id: stored.id, createdAt: begun, standing: shown(state), score: null };
        setAttempts((known) => withAttempt(known, attempt));
        show(mine, { kind: "grading", url: stored.url, waiting });
      };
      follow({ standing: { state: "queued" }, isLost: false });
      const submission = await followSubmission(stored.id, follow);
      show(mine, { kind: "graded", url: stored.url, submission });
      setAttempts((await listAttempts(slug)).map(toAttempt));
    } catch (error) {
      // Once there is a verdict, a list that cannot be loaded anew is no news.
      const message = error instanceof ApiError ? error.message : String(error);
      setOutcome((now) =>
        turn.current !== mine || now.kind === "graded" ? now : { kind: "refused", message, url }
      );
    } finally {
      setSubmitting(false);
    }
  };

  return { outcome, attempts, isSubmitting, run, send, stop: () => client.current?.stop() };
}

/** Runs a program, what is kept first, and remembers the seed of a random schedule that fails. */
async function runKept(client: RunClient, { slug, source, onProgress }: {
  readonly slug: string;
  readonly source: string;
  readonly onProgress: (stats: Stats) => void;
}): Promise<ClientEnding> {
  const tests = openKeptTests(slug, () => localStorage);
  const first = { kept: tests.read(), firstSeed: tests.readSeed() };
  const ending = await client.run(source, { onProgress }, first);
  if (ending.kind === "done" && ending.failedSeed !== undefined) tests.writeSeed(ending.failedSeed);
  return ending;
}

function withAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  return [attempt, ...attempts.filter(({ id }) => id !== attempt.id)];
}

function shown(state: Submission["state"]): "queued" | "running" {
  return state === "queued" ? "queued" : "running";
}

function toAttempt({ id, createdAt, state, verdict }: ListedAttempt): Attempt {
  if (verdict === null) return { id, createdAt, standing: shown(state), score: null };
  return { id, createdAt, standing: verdict.verdict, score: verdict.score };
}
