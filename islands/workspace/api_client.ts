import type { CheckResult, TraceEvent } from "@/engine/types.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import type { PlayEnding } from "../run/protocol.ts";

/** A file may be this long, as UTF-8. */
export const SOURCE_BYTES_MAX = 64 * 1024;

/** What the page needs of a verdict. */
export interface SubmissionVerdict {
  readonly verdict: "passed" | "failed" | "ran out" | "not gradable" | "our fault";
  readonly reason: string;
  readonly score: number;
  readonly checks: readonly CheckResult[];
}

/** What the page needs of a submission. */
export interface Submission {
  readonly id: string;
  readonly createdAt: string;
  readonly state: "queued" | "running" | "done";
  readonly verdict: SubmissionVerdict | null;
}

/** A submission in the list of all, and of its verdict what came of it. */
export interface ListedAttempt extends Omit<Submission, "verdict"> {
  readonly verdict: Pick<SubmissionVerdict, "verdict" | "score"> | null;
}

/** Why something was not done, in the learner's words. */
export class ApiError extends Error {
  override name = "ApiError";
  constructor(message: string, readonly status = 0) {
    super(message);
  }
}

export interface ApiOptions {
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Why the program need not even be sent; undefined when it may be. */
export function refusalOf(source: string): string | undefined {
  if (source.trim() === "") return "There is nothing to submit yet: the file is empty.";
  const bytes = new TextEncoder().encode(source).length;
  if (bytes <= SOURCE_BYTES_MAX) return undefined;
  const kib = (bytes / 1024).toFixed(1);
  return `The file has ${kib} KiB, and 64 KiB is the most that is graded: make it shorter.`;
}

/** Stores a program for grading. @throws ApiError when it was not stored. */
export async function submit(
  slug: string,
  source: string,
  options: ApiOptions = {},
): Promise<{ id: string; url: string }> {
  return await request("/api/submissions", {
    ...options,
    method: "POST",
    body: JSON.stringify({ slug, source }),
  }) as { id: string; url: string };
}

/** The learner's attempts, newest first. @throws ApiError */
export async function listAttempts(
  slug: string,
  options: ApiOptions = {},
): Promise<readonly ListedAttempt[]> {
  return await request(`/api/exercises/${slug}/attempts`, options) as readonly ListedAttempt[];
}

/** The program of one of the learner's attempts. @throws ApiError */
export async function readAttempt(id: string, options: ApiOptions = {}): Promise<string> {
  const { source } = await request(`/api/submissions/${id}`, options) as { source: string };
  return source;
}

/** Plays what a failed check of a submission shows again: see `grading/plays.ts`. @throws ApiError */
export async function playAgain(
  id: string,
  wish: Readonly<Record<string, unknown>>,
): Promise<PlayEnding> {
  return await request(`/api/submissions/${id}/plays`, {
    method: "POST",
    body: JSON.stringify(wish),
  }) as PlayEnding;
}

/** What a right program does under the schedule that fails a check. @throws ApiError */
export async function readReference(id: string, check: string): Promise<readonly TraceEvent[]> {
  const query = new URLSearchParams({ check });
  const { events } = await request(`/api/submissions/${id}/reference?${query}`, {}) as {
    events: readonly TraceEvent[];
  };
  return events;
}

const FIRST_DELAY_MS = 150;
const DELAY_MS_MAX = 3_000;
/** Failures in a row after which there is no more asking. */
const FAILURES_MAX = 20;

/**
 * Asks for a submission, less and less often, until it is graded.
 *
 * @throws ApiError when it cannot be asked for any longer. The submission is stored all the same.
 */
export async function waitForVerdict(
  id: string,
  onState: (submission: Submission) => void,
  options: ApiOptions & { readonly signal?: AbortSignal } = {},
): Promise<Submission> {
  const sleep = options.sleep ?? pause;
  let failures = 0;
  for (let delayMs = FIRST_DELAY_MS;; delayMs = Math.min(delayMs * 1.4, DELAY_MS_MAX)) {
    await sleep(delayMs);
    options.signal?.throwIfAborted();
    try {
      const submission = await request(`/api/submissions/${id}`, options) as Submission;
      failures = 0;
      onState(submission);
      if (submission.state === "done") return submission;
    } catch (error) {
      // Nobody else will see a submission that is not one's own; all else may pass.
      const isFinal = error instanceof ApiError && [401, 403, 404].includes(error.status);
      if (isFinal || ++failures === FAILURES_MAX) throw error;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function request(
  path: string,
  options: ApiOptions & { method?: string; body?: string; signal?: AbortSignal },
): Promise<unknown> {
  const { fetch: send = fetch, method = "GET", body, signal } = options;
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await send(path, { method, headers, body, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("The server cannot be reached. Your program is still here: try again.");
  }
  const text = await response.text().catch(() => "");
  if (response.ok) {
    try {
      return JSON.parse(text);
    } catch {
      throw new ApiError("The server's answer cannot be read: try again.", response.status);
    }
  }
  throw new ApiError(refusalWords(response, text), response.status);
}

function refusalWords(response: Response, body: string): string {
  const { status } = response;
  if (status === 401 || status === 403) {
    return "The server does not take this page's requests any more: reload the page. " +
      "Your draft is kept.";
  }
  if (status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    return seconds > 0
      ? `That was a lot at once: try again ${inSeconds(seconds)}.`
      : "That was a lot at once: wait a little, and try again.";
  }
  // What says when to come again says also what has happened.
  const isTold = response.headers.has("retry-after");
  if (status >= 500 && !(isTold && messageIn(body) !== undefined)) {
    return "The server has trouble of its own. Your program is still here: try again in a minute.";
  }
  return messageIn(body) ?? `The server refused this (${status}).`;
}

function messageIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === "string" && error.message !== "" ? error.message : undefined;
  } catch {
    return undefined;
  }
}
