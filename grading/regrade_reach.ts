import type { Reach } from "@/db/affected.ts";
import { isCohortInstructor } from "@/db/cohort_instructors.ts";
import type { Database } from "@/db/schema.ts";
import type { Role } from "@/lib/roles.ts";

/**
 * Whose verdicts somebody may regrade who asks for a cohort, or for everybody (null): owners for
 * all, an instructor for the cohorts that they are in charge of. Undefined where they may not.
 */
export async function regradeReach(
  db: Database,
  actor: { readonly id: string; readonly role: Role },
  cohortId: string | null,
): Promise<Reach | undefined> {
  if (actor.role === "owner") return { cohortId, instructorId: null };
  if (cohortId === null || !await isCohortInstructor(db, cohortId, actor.id)) return undefined;
  return { cohortId, instructorId: actor.id };
}
