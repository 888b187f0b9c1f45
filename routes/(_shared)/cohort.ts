import { type Context, HttpError } from "fresh";
import { type CohortRow, findCohort, listCohortExercises } from "@/db/cohorts.ts";
import type { CohortExerciseTable } from "@/db/schema.ts";
import { readForm, textOf } from "./read_body.ts";
import type { State } from "./state.ts";

/**
 * The cohort that the address names.
 *
 * @throws HttpError 404 where there is none.
 */
export async function cohortOf(ctx: Context<State>): Promise<CohortRow> {
  const cohort = await findCohort(ctx.state.services.db, ctx.params.id);
  if (cohort === undefined) throw new HttpError(404, "There is no such cohort.");
  return cohort;
}

/** Who acts, for the audit log: nobody gets to these routes without an account. */
export function actorOf(ctx: Context<State>): string {
  return ctx.state.learner!.id;
}

export interface CohortExerciseEntry extends CohortExerciseTable {
  readonly title: string;
  readonly points: number;
}

/** What a cohort does, in the order of the course. */
export async function exercisesOf(
  ctx: Context<State>,
  cohortId: string,
): Promise<CohortExerciseEntry[]> {
  const { db, grading } = ctx.state.services;
  const [all, own] = await Promise.all([
    grading.exercises(),
    listCohortExercises(db, cohortId),
  ]);
  return all.flatMap(({ slug, title, points }) => {
    const found = own.find((exercise) => exercise.slug === slug);
    return found === undefined ? [] : [{ ...found, title, points }];
  });
}

/** The fields of a posted form as trimmed text. */
export async function textFields(request: Request): Promise<(name: string) => string> {
  const form = await readForm(request);
  return (name) => textOf(form.get(name)).trim();
}
