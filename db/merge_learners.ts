import { newId } from "@/lib/new_id.ts";
import { refreshGradings } from "./gradings.ts";
import type { Database, DraftTable, Schema } from "./schema.ts";
import { refreshStandings } from "./standings.ts";
import { transact } from "./transact.ts";

/** Rows that simply change hands: nothing of the other's can stand in their way. */
const MOVED = [
  "submissions",
  "failures",
  "overrides",
  "roster",
  "set_aside",
  "hints",
  "shares",
] as const satisfies readonly (keyof Schema)[];

/** Rows of which each has one, by the column that tells them apart: what is there already stays. */
const MOVED_UNLESS_THERE = { memberships: "cohort_id" } as const satisfies Partial<
  Record<keyof Schema, string>
>;

/**
 * What only who has an account has, what follows from other tables, and tokens: whoever was in that
 * browser before may have kept one, and it would open the account.
 */
const DROPPED = [
  "sessions",
  "standings",
  "gradings",
  "tokens",
] as const satisfies readonly (keyof Schema)[];

/** All tables of which a merge knows what becomes of them. */
export const MERGED_TABLES: readonly string[] = [
  ...MOVED,
  ...Object.keys(MOVED_UNLESS_THERE),
  ...DROPPED,
  "drafts",
  // Whoever is merged into an account has none.
  "passwords",
  "passkeys",
  "identities",
  "reset_links",
  "cohort_instructors",
];

/**
 * Moves all that somebody did without an account to one that they have: submissions with their
 * verdicts, drafts, memberships. Where both have a draft of an exercise, the one that was changed
 * last stays the draft, and the other is set aside. The learner without an account is no more.
 */
export async function mergeLearners(db: Database, fromId: string, intoId: string): Promise<void> {
  if (fromId === intoId) return;
  await transact(db, async (transaction) => {
    const from = await transaction.selectFrom("learners")
      .where("id", "=", fromId)
      .select("account_since")
      .executeTakeFirst();
    // Nothing was ever done there; or it was, and belongs to somebody.
    if (from === undefined || from.account_since !== null) return;
    await mergeDrafts(transaction, fromId, intoId);
    for (const table of MOVED) {
      await transaction.updateTable(table).set({ learner_id: intoId })
        .where("learner_id", "=", fromId).execute();
    }
    await moveUnlessThere(transaction, fromId, intoId);
    for (const table of DROPPED) {
      await transaction.deleteFrom(table).where("learner_id", "=", fromId).execute();
    }
    await transaction.deleteFrom("learners").where("id", "=", fromId).execute();
    await refreshGradings(transaction, { learnerId: intoId });
    await refreshStandings(transaction, { learnerId: intoId });
  });
}

async function moveUnlessThere(db: Database, fromId: string, intoId: string): Promise<void> {
  const { memberships } = MOVED_UNLESS_THERE;
  await db.deleteFrom("memberships").where("learner_id", "=", fromId)
    .where(
      memberships,
      "in",
      db.selectFrom("memberships").where("learner_id", "=", intoId).select(memberships),
    )
    .execute();
  await db.updateTable("memberships").set({ learner_id: intoId }).where("learner_id", "=", fromId)
    .execute();
}

async function mergeDrafts(db: Database, fromId: string, intoId: string): Promise<void> {
  const theirs = await draftsOf(db, fromId);
  const known = new Map((await draftsOf(db, intoId)).map((draft) => [draft.slug, draft]));
  for (const draft of theirs) {
    const own = known.get(draft.slug);
    const newest = own === undefined || draft.updated_at > own.updated_at ? draft : own;
    const other = newest === draft ? own : draft;
    // Higher than any version that a page has seen: no page takes the result for its own draft.
    const version = Math.max(draft.version, own?.version ?? 0) + 1;
    const { source, updated_at } = newest;
    const next = { source, updated_at, version };
    await db.insertInto("drafts")
      .values({ learner_id: intoId, slug: draft.slug, ...next })
      .onConflict((conflict) => conflict.columns(["learner_id", "slug"]).doUpdateSet(next))
      .execute();
    if (other !== undefined && other.source !== source) await setAside(db, intoId, other);
  }
  await db.deleteFrom("drafts").where("learner_id", "=", fromId).execute();
}

async function draftsOf(db: Database, learnerId: string): Promise<DraftTable[]> {
  return await db.selectFrom("drafts").where("learner_id", "=", learnerId).selectAll().execute();
}

async function setAside(db: Database, learnerId: string, draft: DraftTable): Promise<void> {
  const { slug, source, updated_at } = draft;
  await db.insertInto("set_aside")
    .values({ id: newId(), learner_id: learnerId, slug, source, updated_at })
    .execute();
}
