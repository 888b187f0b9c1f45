/** How somebody is doing with an exercise, as it can be asked for. */
export const PROGRESS = ["passed", "working", "stuck", "not begun"] as const;
export type Progress = (typeof PROGRESS)[number];

/** Failing first at one check for so many graded submissions in a row, up to now, is being stuck. */
export const STUCK_RUN = 3;

/** What a matrix can be sorted by; besides, by the slug of an exercise. */
export const SORTS = ["name", "points", "passed", "attempts", "activity"] as const;

/** A page of the matrix of learners and exercises, as the browser gets it. */
export interface MatrixView {
  readonly cohortId: string;
  /** Changes whenever a standing does. */
  readonly revision: string;
  readonly exercises: readonly MatrixExercise[];
  readonly rows: readonly MatrixRow[];
  /** How many learners there are of the kind that was asked for. */
  readonly total: number;
  readonly members: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly asked: Asked;
}

/** What the address asks for; empty where it does not say. */
export interface Asked {
  readonly sort: string;
  readonly order: "asc" | "desc";
  readonly q: string;
  readonly exercise: string;
  readonly progress: Progress | "";
}

export interface MatrixExercise {
  readonly slug: string;
  readonly title: string;
  readonly passed: number;
  readonly stuck: number;
}

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly passed: number;
  readonly attempts: number;
  /** In the cohort's time zone; empty where there was none. */
  readonly lastText: string;
  readonly cells: readonly MatrixCell[];
}

export interface MatrixCell {
  readonly slug: string;
  readonly state: "passed" | "failed" | "ran out" | "not gradable" | "our fault" | "queued";
  readonly score: number;
  readonly attempts: number;
  readonly isLate: boolean;
  readonly isByHand: boolean;
  /** The check at which they are stuck. */
  readonly stuckAt?: string;
}

/** The address of a page of the matrix; what is as usual is left out. */
export function matrixAddress(cohortId: string, asked: Asked, page = 1): string {
  const params = new URLSearchParams();
  for (const name of ["q", "exercise", "progress"] as const) {
    if (asked[name] !== "") params.set(name, asked[name]);
  }
  if (asked.sort !== "name") params.set("sort", asked.sort);
  if (asked.order !== "asc") params.set("order", asked.order);
  if (page !== 1) params.set("page", String(page));
  const text = params.toString();
  return `/teach/cohorts/${cohortId}${text === "" ? "" : `?${text}`}`;
}
