import type { SubmissionVerdict } from "@/grading/verdict.ts";
import type { Waiting } from "@/islands/live/follow_submission.ts";
import type { Standing } from "@/lib/standing.ts";
import { EXIT_CODES } from "../grade/exit_codes.ts";
import { EXIT_USAGE } from "../terminal/usage_error.ts";
import { readEvents } from "./read_events.ts";
import { EXIT, SubmitError } from "./submit_error.ts";

/** A site, and who asks there. */
export interface Site {
  /** Such as `https://truthlab.example`, without a slash at its end. */
  readonly server: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** A longer wait is the learner's to decide. */
const WAIT_SECONDS_MAX = 120;
const TRIES_MAX = 5;

/**
 * Stores a program for grading. Where the site says to come again soon, it does.
 *
 * @throws SubmitError
 */
export async function sendProgram(
  site: Site,
  program: { readonly slug: string; readonly source: string },
  onWait: (seconds: number) => void = () => {},
): Promise<{ id: string; url: string }> {
  const sleep = site.sleep ?? pause;
  for (let tries = 1;; tries++) {
    const response = await ask(site, "/api/submissions", {
      method: "POST",
      body: JSON.stringify(program),
      headers: { "Content-Type": "application/json" },
    }).catch((error) => {
      throw unreachable(site, error, program.slug);
    });
    const body = await readJson(response);
    if (response.status === 201) return storedAs(site, body);
    const seconds = Number(response.headers.get("retry-after"));
    const isSoon = response.status === 429 && seconds > 0 && seconds <= WAIT_SECONDS_MAX;
    if (!isSoon || tries === TRIES_MAX) throw refused(site, response, body);
    onWait(seconds);
    await sleep(seconds * 1000);
  }
}

/** Silence of so long is a dead connection: the server gives a sign of life every ten seconds. */
const SILENCE_MS_MAX = 30_000;
/** So often a lost connection is opened again: 5 minutes in all. */
const LOSSES_MAX = 60;
const AGAIN_MS = 5_000;

/**
 * Waits for a submission's verdict, over lost connections.
 *
 * @throws SubmitError when the site stays away; the submission is stored all the same.
 */
export async function awaitVerdict(
  site: Site,
  { id, url }: { readonly id: string; readonly url: string },
  onWaiting: (waiting: Waiting) => void,
): Promise<SubmissionVerdict> {
  const sleep = site.sleep ?? pause;
  let standing: Standing = { state: "queued" };
  for (let losses = 0; losses < LOSSES_MAX; losses++) {
    try {
      const verdict = await listen(site, id, (next) => {
        losses = 0;
        standing = next;
        onWaiting({ standing, isLost: false });
      });
      if (verdict !== undefined) return verdict;
    } catch (error) {
      if (error instanceof SubmitError) throw error;
    }
    onWaiting({ standing, isLost: true });
    await sleep(AGAIN_MS);
  }
  throw new SubmitError(
    EXIT.unavailable,
    `The connection to ${site.server} is lost. The submission is stored, its verdict will be at ` +
      `${site.server}${url}`,
  );
}

/** The verdict, or undefined where the stream ends before it. */
async function listen(
  site: Site,
  id: string,
  onStanding: (standing: Standing) => void,
): Promise<SubmissionVerdict | undefined> {
  const silence = new AbortController();
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const expectLife = () => {
    clearTimeout(alarm);
    alarm = setTimeout(() => silence.abort(), SILENCE_MS_MAX);
  };
  expectLife();
  try {
    const path = `/api/submissions/${encodeURIComponent(id)}/events`;
    const response = await ask(site, path, { signal: silence.signal });
    if (!response.ok) {
      const body = await readJson(response);
      // A server that starts or stops says so with a 5xx: it is asked again.
      if (response.status >= 500) return undefined;
      throw refused(site, response, body);
    }
    for await (const { event, data } of readEvents(response.body!, expectLife)) {
      if (event === "standing") onStanding(JSON.parse(data));
      if (event === "verdict") return (JSON.parse(data) as { verdict: SubmissionVerdict }).verdict;
    }
    return undefined;
  } finally {
    clearTimeout(alarm);
  }
}

async function ask(site: Site, path: string, init: RequestInit): Promise<Response> {
  const { server, token, fetch: send = fetch } = site;
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json, text/event-stream");
  headers.set("Authorization", `Bearer ${token}`);
  // A token goes to the server that was named, and not where that one leads.
  const response = await send(server + path, { ...init, headers, redirect: "manual" });
  if (response.status < 300 || response.status >= 400) return response;
  await response.body?.cancel();
  const place = response.headers.get("location") ?? "another place";
  throw new SubmitError(EXIT.unavailable, `${server} leads to ${place}: is that the --server?`);
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    return await response.json() ?? {};
  } catch {
    return {};
  }
}

function storedAs(site: Site, { id, url }: Record<string, unknown>): { id: string; url: string } {
  if (typeof id === "string" && typeof url === "string") return { id, url };
  throw stranger(site);
}

/** Refusals of the program itself end as a program that cannot be graded does. */
const OF_THE_PROGRAM = [413, 415, 422];

function refused(site: Site, response: Response, body: Record<string, unknown>): SubmitError {
  const { status } = response;
  const message = (body.error as { message?: unknown } | undefined)?.message;
  if (typeof message !== "string") return stranger(site, status);
  if (status === 401) {
    const how = `Make a new one at ${site.server}/account/tokens`;
    return new SubmitError(EXIT.token, `${message} ${how}`);
  }
  if (status === 403) return new SubmitError(EXIT.token, message);
  if (OF_THE_PROGRAM.includes(status)) {
    return new SubmitError(EXIT_CODES["not gradable"], message);
  }
  if (status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    return new SubmitError(
      EXIT.later,
      `${message} (${new Date(Date.now() + seconds * 1000).toTimeString().slice(0, 8)})`,
    );
  }
  if (status >= 500) return new SubmitError(EXIT.later, message);
  return new SubmitError(EXIT_USAGE, message);
}

function stranger({ server }: Site, status?: number): SubmitError {
  const said = status === undefined ? "" : ` (status ${status})`;
  return new SubmitError(
    EXIT.unavailable,
    `${server} does not answer as Truthlab does${said}: look at the address after --server`,
  );
}

/** What Deno's fetch says, in the cause of its error, where no connection was made at all. */
const NEVER_SENT = /client error \(Connect\)|are blocked/;

/** Where no connection was made nothing was stored; where one was lost that is not known. */
function unreachable({ server }: Site, error: unknown, slug: string): SubmitError {
  if (error instanceof SubmitError) return error;
  const { message, cause } = error as Error;
  const reason = cause instanceof Error ? cause.message : message;
  return new SubmitError(
    EXIT.unavailable,
    NEVER_SENT.test(reason)
      ? `Cannot reach ${server}, and nothing was stored: is the site running, and the address ` +
        `right? (${reason.split(": ").at(-1)})`
      : `The connection to ${server} was lost before it answered: see at ` +
        `${server}/exercises/${slug} whether the submission is there`,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
