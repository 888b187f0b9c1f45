import {
  haveHeardAll,
  type Meeting,
  type MergeType,
  type Replica,
  REPLICAS,
} from "../kit/replicas.ts";

export const RULES = ["vector", "larger", "sum"] as const;
export type Rule = typeof RULES[number];

/** One count for each replica; with a bare number, all counts together stand in the first. */
export type Counts = readonly [number, number, number];

const ZERO: Counts = [0, 0, 0];
const sum = (counts: Counts) => counts[0] + counts[1] + counts[2];
const add = (counts: Counts, at: number, amount: number) =>
  counts.map((count, index) => index === at ? count + amount : count) as never as Counts;
const larger = (mine: Counts, theirs: Counts) =>
  mine.map((count, index) => Math.max(count, theirs[index])) as never as Counts;

/** `placeOf`: where a replica's own changes are counted. */
function counter(
  placeOf: (replica: Replica) => number,
  merge: MergeType<Counts>["merge"],
  show: MergeType<Counts>["show"],
): MergeType<Counts> {
  return {
    initial: ZERO,
    changes: {
      up: (counts, replica) => add(counts, placeOf(replica), 1),
      down: (counts, replica) => add(counts, placeOf(replica), -1),
    },
    merge,
    show,
  };
}

export const showNumber = (value: number) => String(value).replace("-", "−");
const showCounts = (counts: Counts) => `[${counts.map(showNumber).join(", ")}]`;
const showSum = (counts: Counts) => showNumber(sum(counts));

/** How a counter may be kept. The first is the G-Counter (Shapiro and others, 2011). */
export const COUNTERS: Readonly<Record<Rule, MergeType<Counts>>> = {
  vector: counter((replica) => REPLICAS.indexOf(replica), larger, showCounts),
  larger: counter(() => 0, larger, showSum),
  sum: counter(() => 0, (mine, theirs) => [sum(mine) + sum(theirs), 0, 0], showSum),
};

/** What a replica takes the counter to be. */
export const valueOf = sum;

/** What came of the last act, and what is wrong where something is. */
export function tellCounter(meeting: Meeting<Counts>, rule: Rule, truth: number): string {
  const told = tellAct(meeting);
  const values = REPLICAS.map((each) => valueOf(meeting.copies[each].state));
  if (meeting.made.length === 0) return "Let each replica count, and deliver what they send.";
  if (!haveHeardAll(meeting)) {
    const over = REPLICAS.find((_, index) => values[index] > Math.max(truth, 0));
    return over === undefined || rule !== "sum"
      ? `${told} They differ as long as somebody has not heard of everything.`
      : `${told} ${over} shows ${
        showNumber(values[REPLICAS.indexOf(over)])
      }, more than was ever counted: what arrives again is added again.`;
  }
  const isSame = new Set(values).size === 1;
  const all = "All three have heard of every change";
  if (isSame && values[0] === truth) return `${told} ${all}, and all show ${showNumber(truth)}.`;
  const shown = isSame
    ? `all show ${showNumber(values[0])}`
    : `they show ${values.map(showNumber).join(", ")}`;
  return `${told} ${all}, yet ${shown}, and the count is ${showNumber(truth)}. ${WHY[rule]}`;
}

const WHY: Readonly<Record<Rule, string>> = {
  vector: "A step down is undone by any older copy that is larger: such a state did not move up.",
  larger:
    "Two numbers do not say whose counts are in them: of what was counted apart, the smaller is lost.",
  sum: "Adding counts again what both had already.",
};

function tellAct({ last }: Meeting<Counts>): string {
  if (last === undefined) return "";
  const { act, change, replica, from, before, after } = last;
  const value = showNumber(valueOf(after));
  if (act === "rest") return "All that was under way has arrived.";
  if (act === "send") return `${replica} sends its state once more.`;
  if (act === "lose") {
    return `The message from ${from} to ${replica} is lost; a later one says it all.`;
  }
  if (act === "change") {
    return `${replica} counts ${change === "up" ? "one" : "one back"}: ${value}.`;
  }
  const news = JSON.stringify(before) === JSON.stringify(after)
    ? `${replica} hears from ${from} and nothing changes.`
    : `${replica} merges what ${from} sent: ${showNumber(valueOf(before))} becomes ${value}.`;
  return act === "twice" ? `${news} The same message is still under way.` : news;
}

/** What was counted, by all together. */
export function truthOf(acts: readonly string[]): number {
  return acts.reduce(
    (total, act) => total + (act.startsWith("up") ? 1 : act.startsWith("down") ? -1 : 0),
    0,
  );
}
