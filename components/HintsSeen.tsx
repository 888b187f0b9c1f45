import { When } from "./When.tsx";

export interface HintsSeenProps {
  readonly hints: readonly { readonly number: number; readonly shown_at: string }[];
  /** When the submission was made that they are shown with, if they are. */
  readonly submittedAt?: string;
}

/** For instructors: which hints a learner has opened, and which of them after a submission. */
export function HintsSeen({ hints, submittedAt }: HintsSeenProps) {
  return (
    <section class="mt-14">
      <h2 class="text-2xl font-semibold tracking-tight">Hints</h2>
      {hints.length === 0
        ? <p class="mt-3 text-[0.9375rem] text-muted">None were opened.</p>
        : (
          <ol class="mt-4 border-t border-line text-[0.9375rem]">
            {hints.map(({ number, shown_at }) => (
              <li key={number} class="flex flex-wrap gap-x-6 border-b border-line py-2.5">
                <span class="font-medium">Hint {number}</span>
                <span class="text-muted">
                  opened <When iso={shown_at} />
                  {submittedAt !== undefined && shown_at > submittedAt && ", after this submission"}
                </span>
              </li>
            ))}
          </ol>
        )}
    </section>
  );
}
