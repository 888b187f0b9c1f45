import type { MergeType } from "../kit/replicas.ts";

export const ITEMS = ["milk", "eggs"] as const;
export type Item = typeof ITEMS[number];

/** An item with the tag of one addition; with bare items, the tag is empty. */
export interface Entry {
  readonly item: Item;
  readonly tag: string;
}

export interface SetState {
  readonly entries: readonly Entry[];
  /** Tags that were removed; empty with bare items. */
  readonly removed: readonly Entry[];
}

const key = ({ item, tag }: Entry) => `${item} ${tag}`;

function union(one: readonly Entry[], other: readonly Entry[]): Entry[] {
  const all = new Map([...one, ...other].map((entry) => [key(entry), entry]));
  return [...all.values()].sort((a, b) => key(a) < key(b) ? -1 : 1);
}

function without(entries: readonly Entry[], gone: readonly Entry[]): Entry[] {
  const names = new Set(gone.map(key));
  return entries.filter((entry) => !names.has(key(entry)));
}

/** The items that are in the set: those with a tag. */
export function itemsOf({ entries }: SetState): Item[] {
  return ITEMS.filter((item) => entries.some((entry) => entry.item === item));
}

export function showItems(items: readonly Item[]): string {
  return items.length === 0 ? "nothing" : items.join(" and ");
}

const EMPTY: SetState = { entries: [], removed: [] };
const changesOf = (
  change: (item: Item) => Record<string, MergeType<SetState>["changes"][string]>,
) => Object.assign({}, ...ITEMS.map(change)) as MergeType<SetState>["changes"];

/** The observed-remove set, with a list of the removed tags (Shapiro and others, 2011). */
export const TAGS: MergeType<SetState> = {
  initial: EMPTY,
  changes: changesOf((item) => ({
    [`add${item}`]: ({ entries, removed }, replica, count) => ({
      entries: union(entries, [{ item, tag: `${replica}${count}` }]),
      removed,
    }),
    [`rm${item}`]: ({ entries, removed }) => {
      const seen = entries.filter((entry) => entry.item === item);
      return { entries: without(entries, seen), removed: union(removed, seen) };
    },
  })),
  merge(mine, theirs) {
    const removed = union(mine.removed, theirs.removed);
    return { entries: without(union(mine.entries, theirs.entries), removed), removed };
  },
  show: ({ entries, removed }) =>
    `{${entries.map(({ item, tag }) => `${item} ${tag}`).join(", ")}}` +
    (removed.length === 0 ? "" : ` without ${removed.map(({ tag }) => tag).join(", ")}`),
};

/** The set that one writes first: items alone, merged by union. What was removed comes back. */
export const BARE: MergeType<SetState> = {
  initial: EMPTY,
  changes: changesOf((item) => ({
    [`add${item}`]: ({ entries }) => ({
      entries: union(entries, [{ item, tag: "" }]),
      removed: [],
    }),
    [`rm${item}`]: ({ entries }) => ({
      entries: without(entries, [{ item, tag: "" }]),
      removed: [],
    }),
  })),
  merge: (mine, theirs) => ({ entries: union(mine.entries, theirs.entries), removed: [] }),
  show: ({ entries }) => `{${entries.map(({ item }) => item).join(", ")}}`,
};
