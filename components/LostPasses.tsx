import { When } from "./When.tsx";

export interface LostPass {
  readonly submissionId: string;
  readonly replacedAt: string;
  readonly reason: string;
}

/** Passes that a regrade took, and why: nobody loses one in silence. */
export function LostPasses({ lost }: { lost: readonly LostPass[] }) {
  if (lost.length === 0) return null;
  return (
    <div
      role="note"
      class="mt-5 max-w-[70ch] space-y-2 rounded-xl border border-warn/50 bg-warn/10 px-5 py-4 text-[0.9375rem] leading-relaxed"
    >
      {lost.map(({ submissionId, replacedAt, reason }) => (
        <p key={submissionId} class="break-words">
          <When iso={replacedAt} />: a submission of yours that had passed was graded again, and has
          not. “{reason}”{" "}
          <a
            href={`/submissions/${submissionId}`}
            class="whitespace-nowrap underline decoration-1 underline-offset-4 hover:decoration-2"
          >
            See both verdicts
          </a>
        </p>
      ))}
    </div>
  );
}
