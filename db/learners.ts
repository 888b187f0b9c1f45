import type { Database } from "./schema.ts";

/** Remembers a learner, at their first deed. */
export async function rememberLearner(
  db: Database,
  learner: { readonly id: string; readonly name: string; readonly createdAt: string },
): Promise<void> {
  const { id, name, createdAt } = learner;
  await db.insertInto("learners")
    .values({ id, name, created_at: createdAt })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}
