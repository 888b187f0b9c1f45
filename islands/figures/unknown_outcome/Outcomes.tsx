import { useMemo } from "preact/hooks";
import { SourceTag } from "../kit/SourceTag.tsx";
import { allOutcomes } from "./outcomes.ts";
import { type Instant, INSTANT_NAMES } from "./payment.ts";

const COUNTS = ["not charged", "once", "twice"];

/** Every instant at once, for the same attempt to be leader. */
export function Outcomes({ first, instant }: { first: "n2" | "n4"; instant: Instant }) {
  const rows = useMemo(() => allOutcomes(first), [first]);
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Every instant at once"
      class="sideways px-4 py-3 sm:px-5"
    >
      <table class="w-full min-w-[30rem] text-sm">
        <caption class="pb-1.5 text-left font-medium">
          Every instant, where {first} is the first to ask for votes <SourceTag source="computed" />
        </caption>
        <thead class="text-left text-muted">
          <tr>
            <th scope="col" class="pr-3 font-normal">The crash comes</th>
            <th scope="col" class="pr-3 font-normal">leads then</th>
            <th scope="col" class="pr-3 font-normal">client gives up</th>
            <th scope="col" class="pr-3 font-normal">tries again, no id</th>
            <th scope="col" class="font-normal">tries again, with id</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.instant} class={row.instant === instant ? "bg-sunken" : ""}>
              <th scope="row" class="py-1 pr-3 text-left font-normal">
                {INSTANT_NAMES[row.instant]}
              </th>
              <td class="pr-3 font-mono">{row.leader}</td>
              <td class={row.givenUp === 0 ? "pr-3" : "pr-3 text-bad"}>
                {row.givenUp === 0 ? "✓ not charged" : "✗ charged all the same"}
              </td>
              <Count count={row.retried} />
              <Count count={row.retriedWithId} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ count }: { count: number }) {
  return (
    <td class={`pr-3 ${count === 1 ? "text-good" : "font-semibold text-bad"}`}>
      {count === 1 ? "✓" : "✗"} {COUNTS[count]}
    </td>
  );
}
