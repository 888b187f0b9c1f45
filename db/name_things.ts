import type { Database } from "./schema.ts";

/** What an id of the audit log stands for, apart from people. */
export type NamedThing =
  | { readonly kind: "cohort"; readonly name: string }
  /** Its learner's name. */
  | { readonly kind: "submission"; readonly name: string; readonly slug: string }
  | { readonly kind: "regrade"; readonly slug: string };

/** Which of some ids are of cohorts, submissions and regrades that are here still, by id. */
export async function nameThings(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedThing>> {
  if (ids.length === 0) return new Map();
  const [cohorts, submissions, regrades] = await Promise.all([
    db.selectFrom("cohorts").where("id", "in", ids).select(["id", "name"]).execute(),
    db.selectFrom("submissions")
      .innerJoin("learners", "learners.id", "submissions.learner_id")
      .where("submissions.id", "in", ids)
      .select(["submissions.id", "learners.name", "submissions.slug"])
      .execute(),
    db.selectFrom("regrades").where("id", "in", ids).select(["id", "slug"]).execute(),
  ]);
  return new Map<string, NamedThing>([
    ...cohorts.map(({ id, name }) => [id, { kind: "cohort", name }] as const),
    ...submissions.map(({ id, ...rest }) => [id, { kind: "submission", ...rest }] as const),
    ...regrades.map(({ id, slug }) => [id, { kind: "regrade", slug }] as const),
  ]);
}
