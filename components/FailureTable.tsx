import { Chevron } from "./Chevron.tsx";

/** How often a check failed, in all and in each stretch of time. */
export interface FailureRow {
  readonly check: string;
  readonly total: number;
  readonly counts: readonly number[];
}

/** Failures of each check over time: a small chart a check, and the numbers behind them. */
export function FailureTable({ rows, stretches }: {
  rows: readonly FailureRow[];
  /** Names of the stretches of time, in order. */
  stretches: readonly string[];
}) {
  if (rows.length === 0) return <p class="text-muted">No check has failed yet.</p>;
  const most = Math.max(...rows.flatMap(({ counts }) => counts));
  return (
    <>
      <ul>
        {rows.map(({ check, total, counts }) => (
          <li
            key={check}
            class="grid grid-cols-[1fr_auto] items-end gap-x-6 gap-y-1 border-b border-line py-2.5 sm:grid-cols-[minmax(0,16rem)_1fr_4rem]"
          >
            <span class="break-words font-mono text-[0.8125rem]">{check}</span>
            <span class="text-right tabular-nums sm:order-last">{total.toLocaleString("en")}</span>
            <div class="col-span-2 sm:col-span-1">
              <Spark counts={counts} most={most} />
            </div>
          </li>
        ))}
      </ul>
      <p class="mt-2 flex justify-between text-sm text-muted sm:pl-[17.5rem] sm:pr-[5.5rem]">
        <span>{stretches[0]}</span>
        <span>{stretches.at(-1)}</span>
      </p>
      <details class="group mt-3">
        <summary class="flex items-center gap-2 text-sm font-medium hover:text-accent">
          The numbers
          <Chevron />
        </summary>
        <Numbers {...{ rows, stretches }} />
      </details>
    </>
  );
}

function Spark({ counts, most }: { counts: readonly number[]; most: number }) {
  return (
    <svg
      viewBox={`0 0 ${counts.length} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      class="h-9 w-full border-b border-line"
    >
      {counts.map((count, index) => {
        const height = (100 * count) / most;
        return (
          <rect
            key={index}
            x={index + 0.1}
            y={100 - height}
            width="0.8"
            height={height}
            class="fill-bad"
          />
        );
      })}
    </svg>
  );
}

function Numbers({ rows, stretches }: {
  rows: readonly FailureRow[];
  stretches: readonly string[];
}) {
  return (
    <div
      class="sideways mt-3"
      tabindex={0}
      role="region"
      aria-label="Failures by check and time"
    >
      <table class="text-left text-sm">
        <thead class="border-b-2 border-ink">
          <tr>
            <th scope="col" class="py-2 pr-6 font-semibold">From</th>
            {rows.map(({ check }) => (
              <th key={check} scope="col" class="py-2 pr-6 font-mono text-xs font-medium">
                {check}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stretches.map((stretch, index) => (
            <tr key={stretch} class="border-b border-line">
              <th scope="row" class="whitespace-nowrap py-1.5 pr-6 font-normal text-muted">
                {stretch}
              </th>
              {rows.map(({ check, counts }) => (
                <td key={check} class="py-1.5 pr-6 tabular-nums">{counts[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
