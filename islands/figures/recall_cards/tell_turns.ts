import { type Bet, type Bets, missOf } from "@/islands/bets/bets.ts";
import { CLAIMS, isBorneOut } from "../confidence_ladder/claims.ts";

/** From here on somebody is called sure. */
const SURE = 75;

/** Whether somebody was sure at the beginning and is sure of the opposite now. */
export function hasTurned({ before, now }: Bet): boolean {
  if (before === undefined || now === undefined) return false;
  return before >= SURE && now <= 100 - SURE || before <= 100 - SURE && now >= SURE;
}

/** How today's bets compare with those from the beginning. */
export function tellTurns(bets: Bets): string {
  const placed = CLAIMS.filter(({ key }) => bets[key]?.before !== undefined);
  if (placed.length === 0) {
    return "No bets from the beginning are kept in this browser. They are placed in the second section.";
  }
  const both = placed.filter(({ key }) => bets[key].now !== undefined);
  if (both.length === 0) return "Bet once more, without looking anything up.";
  const mean = (when: "before" | "now") =>
    Math.round(
      both.reduce((sum, claim) => sum + missOf(bets[claim.key][when]!, isBorneOut(claim)), 0) /
        both.length,
    );
  const turned = both.filter(({ key }) => hasTurned(bets[key])).length;
  const count = `${both.length} ${both.length === 1 ? "claim" : "claims"}`;
  return `You bet twice on ${count}, and have turned round on ${turned}. You were ${
    mean("before")
  } points off on average, and are ${mean("now")} now.`;
}
