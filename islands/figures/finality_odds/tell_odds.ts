import { estimate, NODES, race, RACES, type Settings, wipe } from "./odds.ts";

/** What both kinds of finality come to with these settings. */
export function tellOdds(settings: Settings): string {
  const { share, blocks } = settings;
  const odds = estimate(share, blocks);
  const waited = blocks === 1 ? "one block" : `${blocks} blocks`;
  const work = odds === 1
    ? share >= 50
      ? `An attacker with ${share} % of the power undoes the payment for certain, given time.`
      : `Without a block on top the payment can simply be replaced.`
    : `After ${waited} an attacker with ${share} % undoes the payment in ${showOdds(odds)} cases.`;
  return `${work} It happened in ${race(settings) || "none"} of ${RACES} races. ${
    tellEntry(settings)
  }`;
}

function tellEntry({ wiped }: Settings): string {
  const { ways, undone } = wipe(wiped);
  if (undone === 0) {
    return "The Raft entry cannot be undone at all, as long as disks keep what they stored.";
  }
  const disks = wiped === 1 ? "one emptied disk" : `${wiped} emptied disks`;
  return `With ${disks} out of ${NODES} Raft's assumption is broken, and in ${undone} of the ` +
    `${ways} cases the entry can be undone.`;
}

/** `one in 4,119`, or a share of 100 where that is easier to grasp. */
export function showOdds(odds: number): string {
  if (odds === 1) return "all";
  if (odds > 0.1) return `${Math.round(odds * 100)} of 100`;
  const one = 1 / odds;
  const rounded = one < 100 ? Math.round(one) : Number(one.toPrecision(2));
  return `one of ${rounded.toLocaleString("en")}`;
}
