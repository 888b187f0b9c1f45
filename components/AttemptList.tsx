import { type Verdict, VerdictMark } from "./VerdictMark.tsx";
import { When } from "./When.tsx";

export interface Attempt {
  readonly id: string;
  readonly createdAt: string;
  readonly standing: Verdict;
  readonly score: number | null;
}

/** Earlier attempts at one exercise, newest first. */
export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) {
    return (
      <p class="text-[0.9375rem] text-muted">
        None yet. Press Submit, and each attempt is kept here with its verdict.
      </p>
    );
  }
  return (
    <ol class="border-t border-line">
      {attempts.map(({ id, createdAt, standing, score }) => (
        <li key={id} class="border-b border-line">
          <a
            href={`/submissions/${id}`}
            class="grid grid-cols-[1fr_auto] gap-x-6 py-3 text-[0.9375rem] hover:bg-sunken sm:grid-cols-[10rem_1fr_auto]"
          >
            <VerdictMark verdict={standing} />
            <span class="hidden text-muted sm:block">
              {score === null ? "" : `${score} of 100 points`}
            </span>
            <span class="text-muted">
              <When iso={createdAt} />
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
