import { HttpError } from "fresh";
import { isUnstorable } from "@/db/is_unstorable.ts";
import { storageFault } from "@/db/storage_fault.ts";

/** The status that an error is answered with. */
export function statusOf(error: unknown): number {
  if (error instanceof HttpError || isRefusal(error)) return error.status;
  if (isUnstorable(error)) return 400;
  return storageFault(error) === undefined ? 500 : 503;
}

/** What grading refuses says itself, in words for the learner, with which status. */
function isRefusal(
  error: unknown,
): error is Error & { status: number; code: string; retryAfterSeconds?: number } {
  return error instanceof Error && error.name === "Refusal";
}

/** What an error's answer says besides: when to ask again, or how to say who one is. */
export function headersOf(error: unknown): Record<string, string> {
  if (statusOf(error) === 401) return { "WWW-Authenticate": "Bearer" };
  const seconds = isRefusal(error) ? error.retryAfterSeconds : undefined;
  return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}

const CODES: Record<number, string> = {
  400: "bad-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  405: "method-not-allowed",
  408: "too-slow",
  413: "too-large",
  415: "unsupported-media-type",
  503: "cannot-store",
};

export function codeOf(error: unknown, status: number): string {
  return isRefusal(error) ? error.code : CODES[status] ?? "internal-error";
}

const MESSAGES: Record<number, string> = {
  403: "This request came from another site, or you may not see this.",
  404: "This address leads nowhere: perhaps the link is old, or a letter is missing.",
  405: "This address does not take that method.",
  503:
    "The server cannot store anything at the moment, and nothing was changed. Try it again in a " +
    "few minutes.",
};

/** For a visitor: what went wrong on our side stays in the log. */
export function messageOf(error: unknown, status: number): string {
  if (isUnstorable(error)) return "A zero character is in no text: leave it out.";
  const isForVisitors = status < 500 || isRefusal(error);
  if (error instanceof Error && isForVisitors && error.message !== "") return error.message;
  return MESSAGES[status] ??
    "Something went wrong on our side, and it is in our log. What was stored before is still there.";
}
