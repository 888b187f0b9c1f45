import type { Context } from "fresh";
import { mayHelp } from "@/auth/reset_links.ts";
import { findLearner, type StoredLearner } from "@/db/learners.ts";
import { isInCohortOf } from "@/db/cohort_instructors.ts";
import type { State } from "./state.ts";

/**
 * Somebody in whose place the one who asks may act: make a way back for them, take back what they
 * share. Owners may for everybody, instructors for learners of a cohort
 * that they are in charge of, others for nobody.
 */
export async function findHelped(
  { state: { learner, isInstructor, services: { db } } }: Pick<Context<State>, "state">,
  id: string,
): Promise<StoredLearner | undefined> {
  if (learner === undefined || !isInstructor) return undefined;
  const person = await findLearner(db, id);
  if (person === undefined || !mayHelp(learner.role, person.role)) return undefined;
  if (learner.role === "owner") return person;
  return await isInCohortOf(db, id, learner.id) ? person : undefined;
}
