import { createApp } from "@/app.ts";
import { openAccessTokens } from "@/auth/access_tokens.ts";
import { openAccounts } from "@/auth/accounts.ts";
import { openConnection } from "@/auth/connection.ts";
import { openLimits } from "@/auth/limits.ts";
import { openNewcomers } from "@/auth/newcomers.ts";
import { openPasskeys } from "@/auth/passkeys.ts";
import { openResetLinks } from "@/auth/reset_links.ts";
import { openSessions, type Sessions } from "@/auth/sessions.ts";
import { openTickets } from "@/auth/tickets.ts";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import type { Database } from "@/db/schema.ts";
import type { Grading, Submission } from "@/grading/open_grading.ts";
import { Refusal } from "@/grading/refusal.ts";
import { openShares } from "@/grading/shares.ts";
import { createMetrics } from "@/routes/(_shared)/metrics.ts";

const HOST = "http://localhost:8000";
/** What the clock of its limits shows, for ever. */
export const START_MS = Date.UTC(2026, 10, 25);
/** Opens /metrics. */
export const METRICS_TOKEN = "metrics-token-of-the-tests";
export const EXERCISE = {
  slug: "vector-clock",
  title: "Vector clocks",
  unit: "Clocks",
  order: 2,
  summary: "Tell which of two events came first.",
  minutes: 30,
  points: 10,
  needs: [],
} as const;

/** Keeps what is submitted, and grades nothing. */
export function fakeGrading(): Grading & { readonly all: Submission[] } {
  const all: Submission[] = [];
  const find = (keep: (submission: Submission) => boolean) =>
    Promise.resolve(all.filter(keep).toReversed());
  return {
    all,
    walls: "none",
    submit(learnerId, slug, source) {
      const text = typeof source === "string" ? source : new TextDecoder().decode(source);
      if (slug !== EXERCISE.slug) throw new Refusal(404, "unknown-exercise", "No such exercise.");
      const id = `s${all.length + 1}`;
      const createdAt = "2026-11-24T00:00:00.000Z";
      const learnerName = "Quiet Heron 42";
      const rest = { createdAt, state: "queued", verdict: null } as const;
      all.push({ id, learnerId, learnerName, slug, source: text, ...rest });
      return Promise.resolve({ id });
    },
    submission: async (id) => (await find((submission) => submission.id === id))[0],
    attempts: (learnerId, slug) =>
      find((submission) => submission.learnerId === learnerId && submission.slug === slug),
    newest: () => find(() => true),
    follow: (_, follower) => {
      queueMicrotask(() => follower({ state: "queued", place: 1 }));
      return () => {};
    },
    gradersNow: () => [{ slug: EXERCISE.slug, graderHash: "grader 2", engineHash: "engine 2" }],
    wake: () => {},
    followCohort: (_, onRevision) => {
      queueMicrotask(() => onRevision(""));
      return () => {};
    },
    followRegrade: (_, onProgress) => {
      queueMicrotask(() => onProgress({ state: "running", all: 2, tried: 1, decided: 0 }));
      return () => {};
    },
    hangUp: () => {},
    draft: () => Promise.resolve({ source: "", version: 0, updatedAt: null }),
    saveDraft: (_, __, { source }) => Promise.resolve({ source, version: 1, updatedAt: "" }),
    play: () => Promise.resolve({ kind: "played", played: null, choices: [] }),
    reference: () => Promise.resolve({ events: [] }),
    exercises: () => Promise.resolve([EXERCISE]),
    exercise: (slug) =>
      Promise.resolve(
        slug === EXERCISE.slug
          ? { ...EXERCISE, readme: "", hints: [], starter: "let a = 1;", api: "" }
          : undefined,
      ),
    figures: () =>
      Promise.resolve({
        queued: all.length,
        running: 0,
        oldestWaitMs: 1_500,
        followers: 3,
        children: { started: 5, died: 1, notStarted: 0 },
        databaseBytes: 4_096,
        journalBytes: 0,
      }),
    ready: () => Promise.resolve({ ok: true, waiting: 0 }),
    close: () => Promise.resolve(),
  };
}

export interface FakeSite {
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, init: RequestInit) => Promise<Response>;
  readonly grading: ReturnType<typeof fakeGrading>;
  /** A real one, with nothing in it. */
  readonly db: Database;
  readonly sessions: Sessions;
  readonly dataDir: string;
  readonly log: Record<string, unknown>[];
}

/** Builds the site over grading that keeps what it is given, and calls it without a socket. */
export async function onSite(body: (site: FakeSite) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const { dataDir, url } = scratch;
  const db = await openDatabase(dataDir, url);
  try {
    const grading = fakeGrading();
    const log: Record<string, unknown>[] = [];
    const sessions = await openSessions({ db, dataDir });
    const metrics = createMetrics();
    // Its clock stands still: limits do not depend on how fast the tests are.
    const limits = openLimits({ db, dataDir, now: () => START_MS });
    const handler = createApp({
      db,
      grading,
      sessions,
      newcomers: openNewcomers({ db, limits, now: () => START_MS }),
      accounts: openAccounts(db, limits, () => START_MS),
      connection: openConnection(false),
      passkeys: openPasskeys(db),
      resetLinks: openResetLinks(db),
      tickets: await openTickets({ db, dataDir, isSecure: () => false }),
      tokens: openAccessTokens(db, limits),
      shares: openShares(db, limits),
      metrics,
      metricsToken: METRICS_TOKEN,
      log: (line) => [metrics.count(line), log.push(line)],
    }).handler();
    const get = (path: string, init?: RequestInit) => handler(new Request(HOST + path, init));
    const post = (path: string, init: RequestInit) => get(path, { method: "POST", ...init });
    await body({ get, post, grading, db, sessions, dataDir, log });
  } finally {
    await db.destroy();
    await scratch.remove();
  }
}
