import { hashRuns, NOISE, winnow } from "./winnow.ts";

/** A run of tokens that two programs share: places count from 0. */
export interface Passage {
  readonly one: number;
  readonly other: number;
  readonly length: number;
}

/** A run that a program has more often than this is looked for at its first places only. */
const PLACES_MAX = 50;

/**
 * The passages that two programs share, the longest first, no token in two of them. Each grows out of
 * a shared fingerprint as far as the tokens agree, so that none is there by the chance of a hash.
 */
export function matchPassages(
  one: readonly string[],
  other: readonly string[],
  common: ReadonlySet<number>,
): Passage[] {
  const places = placesOf(other, common);
  const found: Passage[] = [];
  // Passages on one diagonal do not overlap: where the last of each ends, in the first program.
  const ends = new Map<number, number>();
  let compared = 0;
  for (const { hash, at } of winnow(one)) {
    if (compared > COMPARED_MAX) break;
    for (const place of places.get(hash) ?? []) {
      if ((ends.get(place - at) ?? 0) > at) continue;
      const passage = grow(one, other, { at, place });
      compared += passage.length;
      if (passage.length < NOISE) continue;
      ends.set(place - at, passage.one + passage.length);
      found.push(passage);
    }
  }
  found.sort((a, b) => b.length - a.length || a.one - b.one || a.other - b.other);
  return withoutOverlap(found);
}

function placesOf(kinds: readonly string[], common: ReadonlySet<number>): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [at, hash] of hashRuns(kinds).entries()) {
    if (common.has(hash)) continue;
    const known = places.get(hash) ?? [];
    if (known.length === 0) places.set(hash, known);
    if (known.length < PLACES_MAX) known.push(at);
  }
  return places;
}

/**
 * So many tokens are compared in all: fifty times a long program. What repeats itself all over
 * agrees with itself nearly everywhere, and the longest passages are found first.
 */
const COMPARED_MAX = 1_000_000;

/** How far the tokens agree around a place in each. */
function grow(
  one: readonly string[],
  other: readonly string[],
  { at, place }: { at: number; place: number },
): Passage {
  let [start, end] = [0, 0];
  while (
    at + end < one.length && one[at + end] === other[place + end] && place + end < other.length
  ) {
    end++;
  }
  while (at - start > 0 && place - start > 0 && one[at - start - 1] === other[place - start - 1]) {
    start++;
  }
  return { one: at - start, other: place - start, length: start + end };
}

/** Keeps what is long where two claim the same token. */
function withoutOverlap(passages: readonly Passage[]): Passage[] {
  const [taken, takenOther] = [new Set<number>(), new Set<number>()];
  return passages.filter(({ one, other, length }) => {
    for (let each = 0; each < length; each++) {
      if (taken.has(one + each) || takenOther.has(other + each)) return false;
    }
    for (let each = 0; each < length; each++) {
      taken.add(one + each);
      takenOther.add(other + each);
    }
    return true;
  });
}
