import { CARDS } from "./cards.ts";
import { DAYS, type Memory } from "./schedule.ts";

/** How many cards lie in each box. */
export function Boxes({ memory }: { memory: Memory }) {
  const counts: number[] = DAYS.map(() => 0);
  for (const { key } of CARDS) counts[memory.recalls[key]?.box ?? 0]++;
  return (
    <ul
      aria-label="Boxes"
      class="grid grid-cols-5 gap-2 border-b border-line px-4 py-3 text-xs sm:px-5"
    >
      {counts.map((count, box) => (
        <li key={box} class="min-w-0">
          <svg
            viewBox={`0 0 ${CARDS.length} 1`}
            preserveAspectRatio="none"
            class="h-1.5 w-full"
            aria-hidden="true"
          >
            <rect width={CARDS.length} height="1" class="fill-line" />
            <rect width={count} height="1" class={box === 0 ? "fill-warn" : "fill-good"} />
          </svg>
          <span class="mt-1 block font-semibold tabular-nums">
            {count} <span class="sr-only">{count === 1 ? "card" : "cards"}:</span>
          </span>
          <span class="text-muted">
            {box === 0 ? "not known yet" : `after ${DAYS[box]} ${DAYS[box] === 1 ? "day" : "days"}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
