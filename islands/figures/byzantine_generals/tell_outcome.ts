import type { Search } from "./council.ts";
import { type Council, isTraitor, type Outcome } from "./generals.ts";

/** Whether the loyal keep together, in one sentence. */
export function tellOutcome(council: Council, { decisions, breach }: Outcome): string {
  const loyal = decisions.filter(({ isLoyal }) => isLoyal);
  if (breach === "differ") {
    const [one, other] = [loyal[0], loyal.find(({ does }) => does !== loyal[0].does)!];
    return `L${one.general} and L${other.general} are both loyal: L${one.general} ${one.does}s and ` +
      `L${other.general} ${other.does}s.`;
  }
  if (breach === "disobey") {
    const one = loyal.find(({ does }) => does !== council.order)!;
    return `The commander is loyal and ordered to ${council.order}, and L${one.general}, loyal too, ` +
      `${one.does}s.`;
  }
  if (loyal.length === 0) return "No lieutenant is loyal, so nothing was promised.";
  const all = loyal.length === 1
    ? `The loyal lieutenant ${loyal[0].does}s`
    : `All ${loyal.length} loyal lieutenants ${loyal[0].does}`;
  return isTraitor(council, 0)
    ? `${all}. The commander lied, and they still do the same.`
    : `${all}, as the loyal commander ordered.`;
}

/** What the search over all lies found, and the theorem that it agrees with. */
export function tellSearch(council: Council, { ways, breaking }: Search): string {
  const { count, traitorCount, isSigned } = council;
  const found = breaking === 0
    ? `None of the ${ways} ways to lie from here breaks them.`
    : `${breaking} of the ${ways} ways to lie from here ${
      breaking === 1 ? "breaks" : "break"
    } them.`;
  if (isSigned) {
    return `${found} Nobody can forge a loyal general's signature, so a false order is not believed.`;
  }
  const needed = 3 * traitorCount + 1;
  const standing =
    `${traitorCount === 1 ? "One traitor" : "A pair of traitors"} can be withstood by ` +
    `3f + 1 = ${needed} generals or more, and there are ${count}.`;
  return breaking === 0 && count < needed
    ? `${found} ${standing} Make another one the traitor, or turn the order round.`
    : `${found} ${standing}`;
}
