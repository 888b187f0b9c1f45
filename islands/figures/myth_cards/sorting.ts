import { type Heap, heapOf, HEAPS, MYTHS } from "./myths.ts";

/** Which card lies in sight, and onto which heap each was put. */
export interface Sorting {
  readonly at: number;
  readonly heaps: readonly (Heap | undefined)[];
}

export const UNSORTED: Sorting = { at: 0, heaps: MYTHS.map(() => undefined) };

const LETTERS: Readonly<Record<Heap, string>> = { "always": "a", "only if": "o", "never": "n" };

/** `3~oa--------`: the third card in sight, the first two sorted. */
export function writeSorting({ at, heaps }: Sorting): string {
  return `${at + 1}~${heaps.map((heap) => heap === undefined ? "-" : LETTERS[heap]).join("")}`;
}

export function readSorting(text: string): Sorting | undefined {
  const [, place, letters] = /^([1-9]\d?)~([aon-]*)$/.exec(text) ?? [];
  if (letters?.length !== MYTHS.length || Number(place) > MYTHS.length) return undefined;
  return {
    at: Number(place) - 1,
    heaps: [...letters].map((letter) => HEAPS.find((heap) => LETTERS[heap] === letter)),
  };
}

/** Puts the card in sight onto a heap, or takes it back. */
export function putCard({ at, heaps }: Sorting, heap: Heap | undefined): Sorting {
  return { at, heaps: heaps.with(at, heap) };
}

/** The next card that is not sorted, looking onward from the one in sight; undefined for none. */
export function nextUnsorted({ at, heaps }: Sorting): number | undefined {
  const places = heaps.map((_, index) => (at + 1 + index) % heaps.length);
  return places.find((place) => heaps[place] === undefined);
}

/** How the runs sort the cards. */
export function countHeaps(): Readonly<Record<Heap, number>> {
  const counts = { "always": 0, "only if": 0, "never": 0 };
  for (const myth of MYTHS) counts[heapOf(myth)]++;
  return counts;
}

/** What came of the card in sight, and of all of them once they are sorted. */
export function tellSorting(sorting: Sorting): string {
  const { at, heaps } = sorting;
  const put = heaps[at];
  if (put === undefined) return "Put the card on a heap. Then it is run.";
  const myth = MYTHS[at];
  const right = heapOf(myth);
  const verdict = put === right
    ? `Yes, “${right}”. ${myth.because}`
    : `You said “${put}”; by the runs it is “${right}”. ${myth.because}`;
  if (nextUnsorted(sorting) !== undefined) return verdict;
  const counts = countHeaps();
  const hits = heaps.filter((heap, index) => heap === heapOf(MYTHS[index])).length;
  return `${verdict} All are sorted, ${hits} of ${MYTHS.length} as the runs do. The heaps: ${
    HEAPS.map((heap) => `${counts[heap]} on “${heap}”`).join(", ")
  }.`;
}
