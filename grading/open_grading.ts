import { learnerName } from "@/auth/learner_name.ts";
import { openDatabase } from "@/db/open_database.ts";
import { countWaiting, enqueue } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import {
  findSubmission,
  listAttempts,
  listNewest,
  type StoredSubmission,
} from "@/db/submissions.ts";
import { type ExerciseEntry, type ExercisePage, listExercises, readExercise } from "./exercises.ts";
import { openGrader } from "./grader.ts";
import { readSource, Refusal } from "./refusal.ts";
import type { SubmissionVerdict } from "./verdict.ts";
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

/** All that the site and the tools need of grading. */
export interface Grading {
  /** Stores a submission for grading; when it resolves, nothing can lose it. Throws Refusal. */
  submit(learnerId: string, slug: string, source: Uint8Array | string): Promise<{ id: string }>;
  submission(id: string): Promise<Submission | undefined>;
  /** Newest first. */
  attempts(learnerId: string, slug: string): Promise<Submission[]>;
  /** Newest first, of everybody. */
  newest(options: { limit: number; before?: string }): Promise<Submission[]>;
  exercises(): Promise<ExerciseEntry[]>;
  exercise(slug: string): Promise<ExercisePage | undefined>;
  /** The walls around submissions, in words. */
  readonly walls: string;
  ready(): Promise<{ ok: boolean; waiting: number }>;
  /** Lets what is being graded go back into the queue, and closes the database. */
  close(): Promise<void>;
}

export interface GradingOptions {
  readonly dataDir: string;
  /** The project's folder. */
  readonly root?: string;
  readonly requiresOsSandbox?: boolean;
  /** How many submissions are graded at once. */
  readonly workers?: number;
  /** Takes what an operator should know, as structured data. */
  readonly log?: (line: Record<string, unknown>) => void;
}

/** Opens the database and starts the workers. */
export async function openGrading(options: GradingOptions): Promise<Grading> {
  const { dataDir, root = Deno.cwd(), workers = workerCount(), log = () => {} } = options;
  const db = await openDatabase(dataDir);
  try {
    const { requiresOsSandbox } = options;
    const grader = await openGrader({ root, warmCount: workers, requiresOsSandbox, log });
    const running = startWorkers({ db, grader, count: workers, log });
    return {
      ...queries(db, root),
      walls: grader.walls,
      async submit(learnerId, slug, source) {
        const text = readSource(source);
        if (!grader.slugs.includes(slug)) {
          throw new Refusal(404, "unknown-exercise", `There is no exercise named "${slug}".`);
        }
        const id = newId();
        const name = await learnerName(learnerId);
        const createdAt = new Date().toISOString();
        await enqueue(db, { id, learnerId, learnerName: name, slug, source: text, createdAt });
        running.wake();
        return { id };
      },
      async close() {
        await running.stop();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** One core stays free for pages. */
function workerCount(): number {
  return Math.max(1, navigator.hardwareConcurrency - 1);
}

/** Rises with time, for paging; ends in 80 random bits, since it is part of a link. */
function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(36).padStart(9, "0")}${tail}`;
}

function queries(
  db: Database,
  root: string,
): Omit<Grading, "submit" | "walls" | "close"> {
  const all = (rows: readonly StoredSubmission[]) => rows.map(toSubmission);
  return {
    async submission(id) {
      const row = await findSubmission(db, id);
      return row === undefined ? undefined : toSubmission(row);
    },
    attempts: async (learnerId, slug) => all(await listAttempts(db, learnerId, slug)),
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
