/** What the reader sets: how many copies there are, are waited for by a write, and asked by a read. */
export interface Settings {
  readonly copies: number;
  readonly written: number;
  readonly asked: number;
  /** Whether a read has a quorum keep what it is about to return. */
  readonly passesOn: boolean;
}

export const COPIES_MIN = 3;
export const COPIES_MAX = 7;
export const INITIAL: Settings = { copies: 3, written: 2, asked: 2, passesOn: false };

/** Copies by their places from 0. */
export type Group = readonly number[];

/** All groups of so many copies. */
export function groupsOf(copies: number, size: number, from = 0): Group[] {
  if (size === 0) return [[]];
  if (from === copies) return [];
  return [
    ...groupsOf(copies, size - 1, from + 1).map((rest) => [from, ...rest]),
    ...groupsOf(copies, size, from + 1),
  ];
}

const meets = (one: Group, other: Group) => one.some((copy) => other.includes(copy));

export interface Counted {
  /** All choices of two groups. */
  readonly pairs: number;
  /** Those in which they share no copy. */
  readonly apart: number;
  /** One of these, or where there is none, two that share as little as can be. */
  readonly example: readonly [Group, Group];
}

/** Tries every group of one size with every group of another. */
export function countPairs(copies: number, size: number, other: number): Counted {
  const [ones, others] = [groupsOf(copies, size), groupsOf(copies, other)];
  const apart = ones.flatMap((one) =>
    others.filter((each) => !meets(one, each)).map((each) => [one, each] as const)
  );
  const pairs = ones.length * others.length;
  return { pairs, apart: apart.length, example: apart[0] ?? [ones[0], others.at(-1)!] };
}

/** A write that has not been confirmed, and two reads, one after the other. */
export interface Regress {
  /** The copies that hold it when the first read comes, and when the second does. */
  readonly before: Group;
  readonly after: Group;
  readonly first: Group;
  readonly second: Group;
}

/** A way to read the new value and then the old one again; undefined where there is none. */
export function findRegress({ copies, written, asked, passesOn }: Settings): Regress | undefined {
  const reads = groupsOf(copies, asked);
  for (let held = 1; held <= written; held++) {
    for (const before of groupsOf(copies, held)) {
      const first = reads.find((read) => meets(read, before))!;
      const kept = passesOn ? groupsOf(copies, written) : [before];
      for (const after of kept.filter((each) => before.every((copy) => each.includes(copy)))) {
        const second = reads.find((read) => !meets(read, after));
        if (second !== undefined) return { before, after, first, second };
      }
    }
  }
}

/** With another number of copies: the rest stays as far as it can. */
export function resize(settings: Settings, copies: number): Settings {
  const { written, asked } = settings;
  return {
    ...settings,
    copies,
    written: Math.min(written, copies),
    asked: Math.min(asked, copies),
  };
}

/** `3.2.2.k`: copies, written, asked, and `p` where reads pass on, `k` where they do not. */
export function writeSettings({ copies, written, asked, passesOn }: Settings): string {
  return [copies, written, asked, passesOn ? "p" : "k"].join(".");
}

export function readSettings(text: string): Settings | undefined {
  const match = /^([3-7])\.([1-7])\.([1-7])\.([kp])$/.exec(text);
  if (match === null) return undefined;
  const [copies, written, asked] = match.slice(1, 4).map(Number);
  if (written > copies || asked > copies) return undefined;
  return { copies, written, asked, passesOn: match[4] === "p" };
}
