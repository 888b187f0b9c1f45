/** A point of the checklist, and where it comes from. */
export interface Item {
  /** Two letters, for the address and for what is kept: never given to another point. */
  readonly key: string;
  readonly text: string;
  readonly href: string;
}

export interface Group {
  readonly name: string;
  readonly items: readonly Item[];
}

/** The checklist of the section, in its groups. */
export const GROUPS: readonly Group[] = [
  {
    name: "Settle what you promise",
    items: [
      { key: "in", text: "The invariants are written down", href: "/chapter/decision" },
      { key: "gu", text: "Each operation has a named guarantee", href: "/chapter/guarantees" },
      {
        key: "cu",
        text: "Each operation refuses or answers when it is cut off, and it is known which",
        href: "/chapter/cap-and-calm",
      },
      {
        key: "la",
        text: "The latency budget is larger than the round trip",
        href: "/chapter/multi-region",
      },
      {
        key: "lo",
        text: "What a lost region takes with it is known",
        href: "/chapter/multi-region",
      },
    ],
  },
  {
    name: "Choose how to agree",
    items: [
      { key: "le", text: "There is a leader, or none, for a reason", href: "/chapter/siblings" },
      {
        key: "fa",
        text: "The faults that are covered are named",
        href: "/chapter/byzantine-generals",
      },
      {
        key: "qu",
        text: "Quorums overlap, counted over all members",
        href: "/chapter/split-brain",
      },
      {
        key: "me",
        text: "Changing members is part of the protocol",
        href: "/chapter/raft-log#changing-the-members",
      },
      { key: "di", text: "It is on disk before it is answered", href: "/chapter/raft-states" },
    ],
  },
  {
    name: "Handle the edges",
    items: [
      {
        key: "fe",
        text: "Whoever was replaced is fenced off",
        href: "/chapter/split-brain#the-leader-that-wakes-up",
      },
      { key: "re", text: "Retries are harmless", href: "/chapter/unknown-outcome" },
      {
        key: "rd",
        text: "Reads from a leader ask, lease, or say they are stale",
        href: "/chapter/anti-patterns",
      },
      { key: "ti", text: "No order depends on the time of day", href: "/chapter/clock-skew" },
      {
        key: "co",
        text: "Concurrent writes have a rule, and a test of it",
        href: "/chapter/crdts",
      },
      { key: "lp", text: "Lopsided cuts have been tried", href: "/chapter/reality-check" },
    ],
  },
  {
    name: "Watch it",
    items: [
      { key: "be", text: "How far behind each follower is", href: "/chapter/reality-check" },
      { key: "ch", text: "How often the leader changes", href: "/chapter/raft-states" },
      { key: "tw", text: "Two leaders in one term raise an alarm", href: "/chapter/raft-states" },
      { key: "cl", text: "How far apart the clocks are", href: "/chapter/clock-skew" },
      { key: "su", text: "Checksums of the copies are compared", href: "/chapter/crdts" },
      { key: "dr", text: "The feared cuts are rehearsed", href: "/chapter/bitcoin-fork" },
    ],
  },
];

export const KEYS: readonly string[] = GROUPS.flatMap(({ items }) => items.map(({ key }) => key));

/** The points that are done, as text: `in.qu.fe`. */
export function writeDone(done: ReadonlySet<string>): string {
  return KEYS.filter((key) => done.has(key)).join(".");
}

/** Reads it back; undefined where it names a point that there is not. */
export function readDone(text: string): ReadonlySet<string> | undefined {
  const keys = text === "" ? [] : text.split(".");
  return keys.every((key) => KEYS.includes(key)) ? new Set(keys) : undefined;
}

export function countDone({ items }: Group, done: ReadonlySet<string>): number {
  return items.filter(({ key }) => done.has(key)).length;
}

/** Where one stands, and which group has been avoided most. */
export function tellProgress(done: ReadonlySet<string>): string {
  if (done.size === 0) return "Nothing is ticked yet. Begin with what can be shown.";
  if (done.size === KEYS.length) {
    return `All ${KEYS.length} points are ticked. Now show each of them.`;
  }
  const share = (group: Group) => countDone(group, done) / group.items.length;
  const [avoided] = GROUPS.toSorted((one, other) => share(one) - share(other));
  return `${done.size} of ${KEYS.length} points are ticked. The group that you have avoided most: ` +
    `${avoided.name}, ${countDone(avoided, done)} of ${avoided.items.length}.`;
}
