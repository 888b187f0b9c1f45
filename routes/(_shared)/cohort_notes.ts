import type { CohortNote, HandNote } from "@/components/CohortNotes.tsx";
import { type CohortRule, listCohortRules } from "@/db/cohort_rules.ts";
import { listHeldOverrides } from "@/db/overrides.ts";
import type { Database } from "@/db/schema.ts";
import { formatIn } from "@/lib/zoned_time.ts";

/** What a learner's cohorts say of an exercise. */
export async function readCohortNotes(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<{ notes: CohortNote[]; grades: HandNote[] }> {
  const [rules, held] = await Promise.all([
    listCohortRules(db, learnerId, slug),
    listHeldOverrides(db, learnerId),
  ]);
  const notes = rules.map((rule) => ({ cohort: rule.cohortName, times: describeTimes(rule) }));
  return {
    notes: notes.filter(({ times }) => times.length > 0),
    grades: held.filter((grade) => grade.slug === slug)
      .map(({ cohort, state, score, reason }) => ({ cohort, state, score, reason })),
  };
}

function describeTimes({ opensAt, dueAt, lateRule, latePercent, timeZone }: CohortRule): string[] {
  const late = {
    mark: "Later it is marked as late.",
    percent: `Each day begun after that takes ${latePercent}% off its score.`,
    refuse: "Nothing is taken after that.",
  }[lateRule];
  return [
    ...opensAt === null ? [] : [`open from ${formatIn(opensAt, timeZone)}.`],
    ...dueAt === null
      ? []
      : [`${opensAt === null ? "due" : "Due"} ${formatIn(dueAt, timeZone)}.`, late],
  ];
}
