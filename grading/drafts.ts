import { learnerName } from "@/auth/learner_name.ts";
import { findDraft, saveDraft, type StoredDraft } from "@/db/drafts.ts";
import { rememberLearner } from "@/db/learners.ts";
import type { Database } from "@/db/schema.ts";

/** What a learner is working on. */
export interface Draft {
  readonly source: string;
  /** Rises with each change; 0 where nothing was ever saved. */
  readonly version: number;
  /** ISO 8601, UTC; null where nothing was ever saved. */
  readonly updatedAt: string | null;
}

const NOTHING: Draft = { source: "", version: 0, updatedAt: null };

export async function readDraft(db: Database, learnerId: string, slug: string): Promise<Draft> {
  const stored = await findDraft(db, learnerId, slug);
  return stored === undefined ? NOTHING : toDraft(stored);
}

/** Stores a draft; what it resolves to has another source where another page was faster. */
export async function writeDraft(
  db: Database,
  draft: { learnerId: string; slug: string; source: string; base: number | undefined },
): Promise<Draft> {
  const updatedAt = new Date().toISOString();
  const name = await learnerName(draft.learnerId);
  await rememberLearner(db, { id: draft.learnerId, name, createdAt: updatedAt });
  return toDraft(await saveDraft(db, { ...draft, updatedAt }));
}

function toDraft({ source, version, updated_at }: StoredDraft): Draft {
  return { source, version, updatedAt: updated_at };
}
