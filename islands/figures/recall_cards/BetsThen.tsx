import { type Bets, tellSure } from "@/islands/bets/bets.ts";
import { SureSlider } from "@/islands/bets/SureSlider.tsx";
import { type Claim, CLAIMS, isBorneOut } from "../confidence_ladder/claims.ts";
import { SourceTag } from "../kit/SourceTag.tsx";
import { hasTurned } from "./tell_turns.ts";

/** The bets from the beginning of the chapter, beside what the reader would bet now. */
export function BetsThen({ bets, onBet }: {
  bets: Bets;
  onBet: (key: string, sure: number) => void;
}) {
  return (
    <ol aria-label="Bets" class="divide-y divide-line border-b border-line">
      {CLAIMS.map((claim) => (
        <li
          key={claim.key}
          class="grid gap-x-6 gap-y-2 px-4 py-3 text-sm sm:px-5 md:grid-cols-[1fr_17rem]"
        >
          <Then claim={claim} bets={bets} />
          <SureSlider
            label="And today?"
            sure={bets[claim.key]?.now ?? 50}
            onChange={(sure) => onBet(claim.key, sure)}
          />
        </li>
      ))}
    </ol>
  );
}

function Then({ claim, bets }: { claim: Claim; bets: Bets }) {
  const bet = bets[claim.key] ?? {};
  return (
    <div class="min-w-0 leading-snug">
      <p class="font-medium">{claim.text}</p>
      <p class="mt-1 text-muted">
        {bet.before === undefined
          ? "No bet was placed."
          : `Then: ${bet.before} %, ${tellSure(bet.before)}`}
        {bet.after !== undefined && `; after the run: ${bet.after} %`}
        {hasTurned(bet) && <strong class="text-accent">. You have turned round.</strong>}
      </p>
      {bet.now !== undefined && (
        <p class="mt-1">
          With a fault {isBorneOut(claim) ? "it holds." : "it fails."}{" "}
          <SourceTag source="computed" />
        </p>
      )}
    </div>
  );
}
