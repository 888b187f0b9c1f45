import type { Bet, Bets } from "@/islands/bets/bets.ts";
import { useLive } from "../kit/use_is_live.ts";
import { CLAIMS } from "./claims.ts";

/** The claims, one on each rung, with what was bet on them. */
export function Rungs({ chosen, bets, onChoose }: {
  chosen: number;
  bets: Bets;
  onChoose: (index: number) => void;
}) {
  const isLive = useLive();
  return (
    <ol
      aria-label="Claims"
      class="order-last divide-y divide-line border-t border-line text-sm md:order-first md:border-t-0"
    >
      {CLAIMS.map(({ key, text }, index) => (
        <li key={key}>
          <button
            type="button"
            disabled={!isLive}
            aria-pressed={index === chosen}
            onClick={() => onChoose(index)}
            class={`w-full px-4 py-2 text-left leading-snug sm:px-5 ${
              index === chosen ? "bg-sunken font-medium" : "hover:bg-sunken"
            }`}
          >
            {index + 1}. {text}
            <Bar bet={bets[key] ?? {}} />
          </button>
        </li>
      ))}
    </ol>
  );
}

/** From the bet before the run, a ring, to the one after it, a dot. */
function Bar({ bet: { before, after } }: { bet: Bet }) {
  if (before === undefined) {
    return <span class="mt-1 block text-xs font-normal text-muted">no bet yet</span>;
  }
  const place = (sure: number) => 6 + sure * 1.88;
  return (
    <span class="mt-1 block text-xs font-normal text-muted">
      <svg
        viewBox="0 0 200 12"
        preserveAspectRatio="xMinYMid"
        class="h-3 w-full"
        aria-hidden="true"
      >
        <path d="M6 6H194" class="stroke-line" stroke-width="2" />
        {after !== undefined && (
          <>
            <path
              d={`M${place(before)} 6H${place(after)}`}
              class="stroke-accent"
              stroke-width="2"
            />
            <circle cx={place(after)} cy="6" r="4.5" class="fill-accent" />
          </>
        )}
        <circle cx={place(before)} cy="6" r="4" class="fill-panel stroke-accent" stroke-width="2" />
      </svg>
      <span class="block tabular-nums">
        {before} % before{after === undefined ? "" : `, ${after} % after`}
      </span>
    </span>
  );
}
