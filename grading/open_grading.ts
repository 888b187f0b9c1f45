import { learnerName } from "@/auth/learner_name.ts";
import type { Limits } from "@/auth/limits.ts";
import { countWaiting, enqueue } from "@/db/queue.ts";
import type { News, NewsOptions } from "@/db/news.ts";
import { readRevision } from "@/db/matrix.ts";
import type { GraderNow } from "@/db/affected.ts";
import { readProgress, type RegradeProgress } from "@/db/regrades.ts";
import type { Database } from "@/db/schema.ts";
import { storageFault } from "@/db/storage_fault.ts";
import {
  findSubmission,
  listAttempts,
  type ListedSubmission,
  listNewest,
  type StoredSubmission,
} from "@/db/submissions.ts";
import { newId } from "@/lib/new_id.ts";
import { startApplying } from "./apply_regrades.ts";
import { demandOpen } from "./demand_open.ts";
import { type Draft, readDraft, writeDraft } from "./drafts.ts";
import { type ExerciseEntry, type ExercisePage, listExercises, readExercise } from "./exercises.ts";
import { type GradingFigures, readFigures } from "./figures.ts";
import { type Grader, openGrader } from "./grader.ts";
import { type Follower, Live } from "./live.ts";
import { openPlays, type Plays } from "./plays.ts";
import { type Limiter, limiter, RATES, type Rates } from "./rates.ts";
import { readSource, readText, Refusal } from "./refusal.ts";
import { hearOthers, tellOthers, tellWatch } from "./relay.ts";
import type { SubmissionVerdict } from "./verdict.ts";
import { Watch } from "./watch.ts";
import { startWorkers } from "./worker.ts";

/** A submission with its verdict, once it has one. */
export interface Submission {
  readonly id: string;
  readonly learnerId: string;
  readonly learnerName: string;
  readonly slug: string;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly state: "queued" | "running" | "done";
  readonly verdict: SubmissionVerdict | null;
}

/** A submission in a list, and of its verdict only what came of it. */
export interface Attempt extends Omit<Submission, "source" | "verdict"> {
  readonly verdict: Pick<SubmissionVerdict, "verdict" | "score"> | null;
  /** The first check that failed, if any. */
  readonly failed?: string;
}

export type { GradingFigures };

/** All that the site and the tools need of grading. */
export interface Grading {
  /** Stores a submission for grading; when it resolves, nothing can lose it. Throws Refusal. */
  submit(learnerId: string, slug: string, source: Uint8Array | string): Promise<{ id: string }>;
  submission(id: string): Promise<Submission | undefined>;
  /**
   * Tells where a submission stands, at once and whenever that changes, until it is done. `onEnd`
   * is called when there will be no more, since the site stops. Returns how to leave.
   */
  follow(id: string, follower: Follower, onEnd: () => void): () => void;
  /** Tells a cohort's revision, at once and whenever a standing in it changes. */
  followCohort(id: string, onRevision: (revision: string) => void, onEnd: () => void): () => void;
  /** Tells how far a regrade is, at once and whenever that changes, whichever process tries it. */
  followRegrade(
    id: string,
    onProgress: (progress: RegradeProgress) => void,
    onEnd: () => void,
  ): () => void;
  /** Ends all following, so that nobody keeps the site from stopping. */
  hangUp(): void;
  /** What the learner saved last for an exercise. */
  draft(learnerId: string, slug: string): Promise<Draft>;
  /**
   * Saves a draft in place of version `base`, of whatever there is without one. Throws Refusal.
   *
   * @returns what is stored now, which is another draft where another page was faster.
   */
  saveDraft(
    learnerId: string,
    slug: string,
    draft: { readonly source: string; readonly base?: number },
  ): Promise<Draft>;
  /** Plays what a submission's failed check shows again, or a branch of it: see `Plays`. */
  readonly play: Plays["play"];
  /** What a right program does under the same schedule. */
  readonly reference: Plays["reference"];
  /** The newest first, of very many not the oldest. */
  attempts(learnerId: string, slug: string): Promise<Attempt[]>;
  /** Newest first, of everybody. */
  newest(options: { limit: number; before?: string }): Promise<Attempt[]>;
  /** What gives verdicts now, exercise by exercise. */
  gradersNow(): readonly GraderNow[];
  /** Says, also to other processes, that there is work in the queue, or that a regrade has changed. */
  wake(): void;
  exercises(): Promise<ExerciseEntry[]>;
  exercise(slug: string): Promise<ExercisePage | undefined>;
  /** The walls around submissions, in words. */
  readonly walls: string;
  ready(): Promise<{ ok: boolean; waiting: number }>;
  figures(): Promise<GradingFigures>;
  /** Lets what is being graded go back into the queue. The database stays open. */
  close(): Promise<void>;
}

export interface GradingOptions {
  readonly db: Database;
  readonly dataDir: string;
  /** Counts how often learners ask. */
  readonly limits: Limits;
  /** The project's folder. */
  readonly root?: string;
  readonly requiresOsSandbox?: boolean;
  /** How many submissions are graded at once here; 0: others grade. */
  readonly workers?: number;
  /** How often one learner may ask: `RATES` unless told. */
  readonly rates?: Rates;
  /** Opens the line to other processes that share the database, where there may be any. */
  readonly openNews?: (onNews: NewsOptions["onNews"]) => Promise<News>;
  /** Takes what an operator should know, as structured data. */
  readonly log?: (line: Record<string, unknown>) => void;
}

/** Starts the workers, and answers from the database what the site asks. */
export async function openGrading(options: GradingOptions): Promise<Grading> {
  const { db, dataDir, root = Deno.cwd(), workers = workerCount(), log = () => {} } = options;
  const { requiresOsSandbox, rates = RATES } = options;
  const grader = await openGrader({
    root,
    warmCount: workers,
    niceness: NICENESS,
    requiresOsSandbox,
    log,
  });
  const live = new Live({ db, log });
  const cohorts = new Watch({ read: (id) => readRevision(db, id), log });
  const regrades = new Watch({
    read: async (id) => JSON.stringify(await readProgress(db, id)),
    log,
  });
  const here = tellWatch(live, regrades);
  const news = await options.openNews?.((text) =>
    hearOthers(text, { live: here, wake: () => running.wake() })
  );
  const told = tellOthers(here, news);
  const running = startWorkers({ db, grader, live: told, count: workers, log });
  const applying = startApplying({ db, onProgress: () => regrades.changed(), log });
  const limits = limiter(options.limits, rates);
  const deeds = { db, slugs: grader.slugs, limits, log };
  const take = (learnerId: string) => orPass(() => limits.take("plays", learnerId));
  return {
    ...queries(db, root),
    ...writes({ ...deeds, onStored: () => [running.wake(), told.changed()] }),
    ...openPlays({ root, run: grader.play, take }),
    walls: grader.walls,
    gradersNow: () => gradersNow(grader),
    wake: () => [running.wake(), applying.wake(), told.changed()],
    follow: (id, follower, onEnd) => live.follow(id, follower, onEnd),
    followCohort: (id, onRevision, onEnd) => cohorts.follow(id, onRevision, onEnd),
    followRegrade: (id, onProgress, onEnd) =>
      regrades.follow(id, (text) => onProgress(JSON.parse(text)), onEnd),
    hangUp: () => [live, cohorts, regrades].forEach((each) => each.close()),
    figures: () => readFigures({ db, live, grader, dataDir }),
    async close() {
      [live, cohorts, regrades].forEach((each) => each.close());
      await Promise.all([running.stop(), applying.stop()]);
      await news?.close();
    },
  };
}

function gradersNow({ slugs, hashes }: Pick<Grader, "slugs" | "hashes">): GraderNow[] {
  return slugs.map((slug) => ({
    slug,
    graderHash: hashes.graders.get(slug) ?? "",
    engineHash: hashes.engine,
  }));
}

/** Children let the server go first: a page must not wait for a verdict. */
const NICENESS = 5;

/** One for each core, and two at least: one submission can hold one of them for a while. */
function workerCount(): number {
  return Math.max(2, navigator.hardwareConcurrency);
}

interface Writing {
  readonly db: Database;
  readonly slugs: readonly string[];
  readonly limits: Limiter;
  readonly log: (line: Record<string, unknown>) => void;
  /** Called when a submission is stored. */
  readonly onStored: () => void;
}

function writes(options: Writing): Pick<Grading, "submit" | "saveDraft"> {
  const { db, slugs, limits, onStored } = options;
  const check = (slug: string) => {
    if (slugs.includes(slug)) return;
    throw new Refusal(404, "unknown-exercise", `There is no exercise named "${slug}".`);
  };
  return {
    async submit(learnerId, slug, source) {
      const text = readSource(source);
      check(slug);
      await demandOpen(db, { learnerId, slug });
      await orRefuse(options, NOT_SUBMITTED, () => limits.take("submissions", learnerId));
      const id = newId();
      const name = await learnerName(learnerId);
      const createdAt = new Date().toISOString();
      const submission = { id, learnerId, learnerName: name, slug, source: text, createdAt };
      await orRefuse(options, NOT_SUBMITTED, () => enqueue(db, submission));
      onStored();
      return { id };
    },
    async saveDraft(learnerId, slug, { source, base }) {
      const text = readText(source);
      check(slug);
      await orRefuse(options, NOT_SAVED, () => limits.take("drafts", learnerId));
      const draft = { learnerId, slug, source: text, base };
      return await orRefuse(options, NOT_SAVED, () => writeDraft(db, draft));
    },
  };
}

const NOT_SUBMITTED =
  "The server cannot store anything at the moment, and your submission was not " +
  "stored. Your program is still here: submit it again in a few minutes.";
const NOT_SAVED = "The server cannot store anything at the moment, and this draft was not saved " +
  "there. It is still in this page.";
/** Whoever makes room on a disk needs some time. */
const RETRY_SECONDS = 60;

/** Where nothing can be stored that is said, to the operator in the log and to the learner. */
async function orRefuse<Result>(
  { log }: Pick<Writing, "log">,
  message: string,
  store: () => Promise<Result>,
): Promise<Result> {
  try {
    return await store();
  } catch (error) {
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    log({ level: "error", event: "cannot-store", fault, error: String(error) });
    throw new Refusal(503, `storage-${fault}`, message, RETRY_SECONDS);
  }
}

/** A disk that is full keeps nobody from looking: so few are played at once anyway. */
async function orPass(count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    if (storageFault(error) === undefined) throw error;
  }
}

function queries(
  db: Database,
  root: string,
): Pick<
  Grading,
  "submission" | "attempts" | "draft" | "newest" | "exercises" | "exercise" | "ready"
> {
  const all = (rows: readonly ListedSubmission[]) => rows.map(toAttempt);
  return {
    async submission(id) {
      const row = await findSubmission(db, id);
      return row === undefined ? undefined : toSubmission(row);
    },
    attempts: async (learnerId, slug) => all(await listAttempts(db, learnerId, slug)),
    draft: (learnerId, slug) => readDraft(db, learnerId, slug),
    newest: async (page) => all(await listNewest(db, page)),
    exercises: () => listExercises(root),
    exercise: (slug) => readExercise(root, slug),
    async ready() {
      try {
        return { ok: true, waiting: await countWaiting(db) };
      } catch {
        return { ok: false, waiting: 0 };
      }
    },
  };
}

function toAttempt(row: ListedSubmission): Attempt {
  const { id, slug, state, verdict, score } = row;
  return {
    id,
    learnerId: row.learner_id,
    learnerName: row.learner_name,
    slug,
    createdAt: row.created_at,
    state,
    verdict: verdict === null
      ? null
      : { verdict: verdict as SubmissionVerdict["verdict"], score: Number(score) },
    ...row.failed !== null && { failed: row.failed },
  };
}

function toSubmission(row: StoredSubmission): Submission {
  return {
    id: row.id,
    learnerId: row.learner_id,
    learnerName: row.learner_name,
    slug: row.slug,
    source: row.source,
    createdAt: row.created_at,
    state: row.state,
    verdict: row.json === null ? null : JSON.parse(row.json) as SubmissionVerdict,
  };
}
