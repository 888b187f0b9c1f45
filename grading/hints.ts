import { addHint, listHints, type ShownHint } from "@/db/hints.ts";
import { rememberLearner } from "@/db/learners.ts";
import type { Database } from "@/db/schema.ts";
import { Refusal } from "./refusal.ts";

/** The hints that a learner has asked for, from the first on, with the times. */
export async function readHints(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<readonly ShownHint[]> {
  return await listHints(db, learnerId, slug);
}

/**
 * Writes down that a learner asks for a hint: instructors see which ones were, and when.
 *
 * @throws Refusal where there is no such hint, or the one before was not asked for yet.
 */
export async function askForHint(
  db: Database,
  learner: { readonly id: string; readonly name: string },
  hint: { readonly slug: string; readonly number: number; readonly of: number },
): Promise<readonly ShownHint[]> {
  const { slug, number } = hint;
  if (!Number.isSafeInteger(number) || number < 1 || number > hint.of) {
    throw new Refusal(404, "unknown-hint", "There is no such hint.");
  }
  const shown_at = new Date().toISOString();
  await rememberLearner(db, { id: learner.id, name: learner.name, createdAt: shown_at });
  const shown = await addHint(db, { learner_id: learner.id, slug, number, shown_at });
  if (shown.length >= number) return shown;
  throw new Refusal(409, "hint-before", `Ask for hint ${shown.length + 1} first.`);
}
