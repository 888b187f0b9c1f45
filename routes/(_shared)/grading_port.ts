import type { CheckResult, Stats } from "@/engine/types.ts";
import type { Exercise } from "@/lib/exercise.ts";

/** What the site needs of grading. */
export interface Grading {
  submit(learnerId: string, slug: string, source: Uint8Array | string): Promise<{ id: string }>;
  submission(id: string): Promise<Submission | undefined>;
  attempts(learnerId: string, slug: string): Promise<Submission[]>;
  newest(options: { limit: number; before?: string }): Promise<Submission[]>;
  exercises(): Promise<ExerciseEntry[]>;
  exercise(slug: string): Promise<ExercisePage | undefined>;
  ready(): Promise<{ ok: boolean }>;
}

export type ExerciseEntry = Exercise & { readonly slug: string };

export interface ExercisePage extends ExerciseEntry {
  readonly readme: string;
  readonly hints: readonly string[];
  readonly starter: string;
  readonly api: string;
}

export interface Submission {
  readonly id: string;
  readonly learnerId: string;
  readonly learnerName: string;
  readonly slug: string;
  readonly source: string;
  readonly createdAt: string;
  readonly state: "queued" | "running" | "done";
  readonly verdict: SubmissionVerdict | null;
}

export interface SubmissionVerdict {
  readonly version: 1;
  readonly slug: string;
  readonly verdict: "passed" | "failed" | "ran out" | "not gradable" | "our fault";
  readonly reason: string;
  readonly score: number;
  readonly checks: readonly CheckResult[];
  readonly hashes: { submission: string; grader: string; engine: string };
  readonly seeds: readonly number[];
  readonly stats: Stats & { milliseconds: number };
}
