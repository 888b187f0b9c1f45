/** What a cohort says of an exercise to one who does it there. */
export interface CohortNote {
  readonly cohort: string;
  /** In sentences: when it opens and is due, and what is late. */
  readonly times: readonly string[];
}

/** A grade that an instructor set by hand. */
export interface HandNote {
  readonly cohort: string;
  readonly state: string;
  readonly score: number;
  readonly reason: string;
}

/** What a learner's cohorts say of an exercise, and grades that were set by hand. */
export function CohortNotes({ notes, grades }: {
  notes: readonly CohortNote[];
  grades: readonly HandNote[];
}) {
  if (notes.length + grades.length === 0) return null;
  return (
    <ul class="mt-4 space-y-1 border-l-4 border-accent pl-4 text-[0.9375rem]">
      {notes.map(({ cohort, times }) => (
        <li key={cohort}>
          <span class="font-semibold">{cohort}</span>
          {`: ${times.join(" ")}`}
        </li>
      ))}
      {grades.map(({ cohort, state, score, reason }) => (
        <li key={`${cohort} by hand`} class="break-words">
          <span class="font-semibold">
            {`${cohort}: set by hand to ${state}, ${score} of 100.`}
          </span>
          {` ${reason}`}
        </li>
      ))}
    </ul>
  );
}
