import type { Database } from "./schema.ts";
import { listMembers, listRoster } from "./members.ts";

/** Somebody who is in a cohort, expected there, or both. */
export interface Person {
  /** What the roster calls them; what they call themselves where it does not know them. */
  readonly name: string;
  readonly email: string | null;
  /** Null before they have joined. */
  readonly member: { readonly id: string; readonly name: string; readonly joinedAt: string } | null;
}

/** All people of a cohort, by name. */
export async function listPeople(db: Database, cohortId: string): Promise<Person[]> {
  const [places, members] = await Promise.all([
    listRoster(db, cohortId),
    listMembers(db, cohortId),
  ]);
  const byId = new Map(members.map((member) => [member.id, member]));
  const claimed = new Set(places.map(({ learner_id }) => learner_id));
  const people: Person[] = [
    ...places.map(({ name, email, learner_id }) => ({
      ...{ name, email },
      member: byId.get(learner_id ?? "") ?? null,
    })),
    ...members.filter(({ id }) => !claimed.has(id))
      .map((member) => ({ name: member.name, email: null, member })),
  ];
  const collator = new Intl.Collator("en");
  return people.toSorted((one, other) => collator.compare(one.name, other.name));
}
