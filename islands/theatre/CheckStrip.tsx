import type { Judgement } from "@/engine/play_case.ts";
import type { TraceEvent } from "@/engine/types.ts";
import { rowOfStep } from "./row_of_step.ts";
import type { Theatre } from "./use_theatre.ts";

interface CheckStripProps {
  readonly judgements: readonly Judgement[];
  readonly events: readonly TraceEvent[];
  readonly theatre: Theatre;
}

/** What each check made of the run, from its first step to its last: held, and from where on not. */
export function CheckStrip({ judgements: [own, ...others], events, theatre }: CheckStripProps) {
  const failed = others.filter(({ failedAt }) => failedAt !== undefined);
  const held = others.filter(({ failedAt }) => failedAt === undefined);
  const list = (judgements: readonly Judgement[]) => (
    <ul class="mt-1.5 space-y-1.5">
      {judgements.map((judgement) => (
        <Strip key={judgement.name} {...{ judgement, events, theatre }} />
      ))}
    </ul>
  );
  return (
    <section aria-label="Checks over time" class="border-t border-line px-4 py-3">
      <p class="text-sm font-semibold">Checks over time</p>
      {list([own, ...failed])}
      {held.length > 0 && (
        <details class="mt-1.5">
          <summary class="text-sm text-muted">
            {held.length === 1 ? "One other check" : `${held.length} other checks`} held to the end
          </summary>
          {list(held)}
        </details>
      )}
    </section>
  );
}

function Strip({ judgement, events, theatre }: {
  judgement: Judgement;
  events: readonly TraceEvent[];
  theatre: Theatre;
}) {
  const { name, promise, failedAt } = judgement;
  const row = failedAt === undefined ? undefined : rowOfStep(events, failedAt);
  return (
    <li class="grid items-center gap-x-4 text-sm sm:grid-cols-[14rem_minmax(0,1fr)_11rem]">
      <span class="break-words font-mono text-[0.8125rem]" title={promise}>{name}</span>
      <Bar count={events.length} failedRow={row} row={theatre.row} />
      {row === undefined ? <span class="text-muted">held to the end</span> : (
        <button
          type="button"
          onClick={() => theatre.go(row)}
          class="min-h-[1.75rem] text-left text-bad underline decoration-1 underline-offset-4 hover:decoration-2"
        >
          failed at step {failedAt}
        </button>
      )}
    </li>
  );
}

/** Green while it held; where it broke there is a mark that is higher than the rest. */
function Bar(
  { count, failedRow, row }: { count: number; failedRow: number | undefined; row: number },
) {
  const end = failedRow ?? count;
  const unit = Math.max(count / 160, 0.1);
  return (
    <svg
      viewBox={`0 0 ${count} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
      class="h-4 w-full"
    >
      <rect x="0" y="3" width={end} height="4" class="fill-good" />
      {failedRow !== undefined && (
        <>
          <rect x={failedRow} y="4.25" width={count - failedRow} height="1.5" class="fill-bad" />
          <rect x={failedRow} y="0" width={unit * 1.5} height="10" class="fill-bad" />
        </>
      )}
      <rect x={row + 0.5 - unit / 2} y="0" width={unit} height="10" class="fill-ink" />
    </svg>
  );
}
