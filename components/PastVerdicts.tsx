import { type Verdict, VerdictMark } from "./VerdictMark.tsx";
import { When } from "./When.tsx";

export interface PastVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly score: number;
  readonly createdAt: string;
  readonly replacedAt: string;
  /** What the instructor said about the change; may be empty. */
  readonly reason: string;
}

/** What a submission was judged to be before, and why that has changed. */
export function PastVerdicts({ past }: { past: readonly PastVerdict[] }) {
  if (past.length === 0) return null;
  return (
    <section
      aria-label="Earlier verdicts"
      class="mt-8 rounded-xl border border-line bg-panel px-5 py-4"
    >
      <h2 class="text-lg font-semibold">This was graded again</h2>
      <p class="mt-1 text-[0.9375rem] text-muted">
        The grader or its engine has changed since, and an instructor had it judge this program
        anew. Nothing that was said before is lost:
      </p>
      <ol class="mt-3 space-y-3">
        {past.map(({ id, verdict, score, createdAt, replacedAt, reason }) => (
          <li key={id} class="border-t border-line pt-3 text-[0.9375rem]">
            <VerdictMark verdict={verdict as Verdict} />
            <span class="ml-2 tabular-nums">{`${score} of 100 points`}</span>
            <span class="block text-sm text-muted">
              From <When iso={createdAt} /> until <When iso={replacedAt} />
            </span>
            {reason !== "" && (
              <p class="mt-1 whitespace-pre-line break-words font-serif italic">“{reason}”</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
