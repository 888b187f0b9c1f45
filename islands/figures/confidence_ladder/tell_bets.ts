import { type Bets, missOf } from "@/islands/bets/bets.ts";
import { CLAIMS, isBorneOut } from "./claims.ts";

/** What the bets so far say of the reader's judgement, for each claim that was run. */
export function tellBets(bets: Bets): string {
  const placed = CLAIMS.filter(({ key }) => bets[key]?.before !== undefined);
  if (placed.length === 0) return "No bet is placed yet.";
  const missed = placed.map((claim) => ({
    text: claim.text,
    miss: missOf(bets[claim.key].before!, isBorneOut(claim)),
  }));
  const worst = missed.reduce((one, other) => other.miss > one.miss ? other : one);
  const mean = Math.round(missed.reduce((sum, { miss }) => sum + miss, 0) / missed.length);
  const count = `${placed.length} of ${CLAIMS.length} bets placed`;
  return worst.miss <= 50
    ? `${count}. None was far off: ${mean} points on average.`
    : `${count}, ${mean} points off on average. Most wrong and most sure: “${worst.text}”`;
}
