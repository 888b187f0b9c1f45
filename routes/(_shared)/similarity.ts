import { type Context, HttpError } from "fresh";
import { listCohorts } from "@/db/cohorts.ts";
import { type FinalProgram, listFinalPrograms, type Spokesman } from "@/db/similar.ts";
import { comparePrograms, type ProgramComparison } from "@/grading/similarity/compare_programs.ts";
import type { State } from "./state.ts";

/** Which programs are compared, as the address says it. */
export interface SimilarAsked {
  readonly slug: string;
  readonly which: Spokesman;
  /** Empty for everybody. */
  readonly cohort: string;
}

export interface Similar {
  readonly asked: SimilarAsked;
  readonly title: string;
  readonly exercises: readonly { readonly slug: string; readonly title: string }[];
  readonly cohorts: readonly { readonly id: string; readonly name: string }[];
  readonly programs: ReadonlyMap<string, FinalProgram>;
  readonly comparison: ProgramComparison;
}

/** Compares the programs that an address names: those of the first exercise where it names none. */
export async function findSimilarPrograms(ctx: Context<State>): Promise<Similar> {
  const { db, grading } = ctx.state.services;
  const params = ctx.url.searchParams;
  const [exercises, cohorts] = await Promise.all([grading.exercises(), listCohorts(db)]);
  const slug = params.get("slug") || exercises[0].slug;
  const exercise = await grading.exercise(slug);
  const cohort = params.get("cohort") ?? "";
  if (exercise === undefined || (cohort !== "" && !cohorts.some(({ id }) => id === cohort))) {
    throw new HttpError(404, "There is no such exercise, or no such cohort.");
  }
  const asked = {
    slug,
    cohort,
    which: params.get("which") === "best" ? "best" : "latest",
  } as const;
  const cohortId = cohort === "" ? undefined : cohort;
  const programs = await listFinalPrograms(db, { slug, which: asked.which, cohortId });
  return {
    asked,
    title: exercise.title,
    exercises,
    cohorts,
    programs: new Map(programs.map((program) => [program.id, program])),
    comparison: await comparePrograms(programs, [exercise.starter, exercise.api]),
  };
}
