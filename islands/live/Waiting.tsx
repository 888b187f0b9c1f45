import { VerdictSign } from "@/components/VerdictMark.tsx";
import { describeWaiting } from "./describe_waiting.ts";
import type { Waiting as WaitingState } from "./follow_submission.ts";
import { ProgressBar } from "./ProgressBar.tsx";

/** Where a submission stands, on its own page. */
export function Waiting({ waiting }: { waiting: WaitingState }) {
  const { title, detail, verdict } = describeWaiting(waiting);
  return (
    <section aria-label="Where it stands" class="rounded-xl border border-line bg-panel px-5 py-5">
      <div role="status" class="flex items-start gap-3">
        <span aria-hidden="true" class="contents">
          <VerdictSign verdict={verdict} class="mt-0.5 h-6 w-6" />
        </span>
        <div class="min-w-0">
          <p class="text-xl font-semibold tracking-tight tabular-nums">{title}</p>
          <p class="mt-0.5 break-words text-[0.9375rem] text-muted">{detail}</p>
        </div>
      </div>
      <ProgressBar checks={waiting.standing.checks} />
    </section>
  );
}
