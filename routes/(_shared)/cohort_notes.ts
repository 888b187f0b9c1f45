import type { CohortNote, HandNote } from "@/components/CohortNotes.tsx";
import { type CohortRule, listCohortRules, listLateScores } from "@/db/cohort_rules.ts";
import { listHeldOverrides } from "@/db/overrides.ts";
import type { Database } from "@/db/schema.ts";
import { formatIn } from "@/lib/zoned_time.ts";

/** What a learner's cohorts say of an exercise. */
export async function readCohortNotes(
  db: Database,
  learnerId: string,
  slug: string,
): Promise<{ notes: CohortNote[]; grades: HandNote[] }> {
  const [rules, held, late] = await Promise.all([
    listCohortRules(db, learnerId, slug),
    listHeldOverrides(db, learnerId),
    listLateScores(db, learnerId, slug),
  ]);
  const notes = rules.map((rule) => ({
    cohort: rule.cohortName,
    times: describeTimes(rule).concat(describeLate(late.get(rule.cohortId))),
  }));
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

function describeLate(score: number | undefined): string[] {
  return score === undefined ? [] : [`Your best was late, and counts ${score} of 100.`];
}
