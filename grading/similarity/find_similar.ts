import { hashRuns, winnow } from "./winnow.ts";

/** A program to be compared, read and fingerprinted once. */
export interface Printed {
  readonly id: string;
  /** The kinds of its tokens. */
  readonly kinds: readonly string[];
  readonly prints: ReadonlySet<number>;
  /** All of its hashes, of which the fingerprints are some. */
  readonly runs: ReadonlySet<number>;
}

/** Two programs that share fingerprints. */
export interface Pair {
  readonly one: string;
  readonly other: string;
  /** How many fingerprints of their own both have. */
  readonly shared: number;
  /** The shared part of the own fingerprints of whichever has fewer: 0 to 1. */
  readonly part: number;
}

export interface Comparison {
  /** The most alike first. */
  readonly pairs: readonly Pair[];
  /** What everybody has: it was given, or most have it. */
  readonly common: ReadonlySet<number>;
}

export function printTokens(id: string, kinds: readonly string[]): Printed {
  const prints = new Set(winnow(kinds).map(({ hash }) => hash));
  return { id, kinds, prints, runs: new Set(hashRuns(kinds)) };
}

/** With fewer programs nothing is discounted as common: two copies among three are no custom. */
const CUSTOM_PROGRAMS_MIN = 10;
/** What more than this part of all programs have is how one does it here. */
const CUSTOM_PART = 0.5;
/** Who has fewer fingerprints of their own is too short to be compared. */
const OWN_PRINTS_MIN = 4;

/**
 * Compares all programs with each other. Discounted are all runs of the given texts (the starter,
 * the types), and those that more than half of ten or more programs have. An index from
 * fingerprint to programs makes it quick: pairs that share nothing are never looked at.
 */
export function findSimilar(
  programs: readonly Printed[],
  given: readonly (readonly string[])[],
): Comparison {
  const index = new Map<number, string[]>();
  for (const { id, prints } of programs) {
    for (const hash of prints) {
      const known = index.get(hash);
      if (known) known.push(id);
      else index.set(hash, [id]);
    }
  }
  const common = findCommon(programs, given);
  const own = new Map(programs.map(({ id, prints }) => [
    ...[id, [...prints].filter((hash) => !common.has(hash)).length] as const,
  ]));
  const pairs: Pair[] = [];
  for (const [one, others] of countShared(index, common)) {
    for (const [other, shared] of others) {
      const fewer = Math.min(own.get(one)!, own.get(other)!);
      if (fewer >= OWN_PRINTS_MIN) pairs.push({ one, other, shared, part: shared / fewer });
    }
  }
  pairs.sort((a, b) => b.part - a.part || b.shared - a.shared || (a.one < b.one ? -1 : 1));
  return { pairs, common };
}

/** Of all runs, not of fingerprints: which of them are chosen depends on what stands around. */
function findCommon(
  programs: readonly Printed[],
  given: readonly (readonly string[])[],
): Set<number> {
  const common = new Set(given.flatMap((kinds) => hashRuns(kinds)));
  if (programs.length < CUSTOM_PROGRAMS_MIN) return common;
  const counts = new Map<number, number>();
  for (const { runs } of programs) {
    for (const hash of runs) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  for (const [hash, count] of counts) {
    if (count > programs.length * CUSTOM_PART) common.add(hash);
  }
  return common;
}

function countShared(
  index: ReadonlyMap<number, readonly string[]>,
  common: ReadonlySet<number>,
): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const [hash, ids] of index) {
    if (common.has(hash)) continue;
    for (let first = 0; first < ids.length; first++) {
      const others = counts.get(ids[first]) ?? new Map<string, number>();
      counts.set(ids[first], others);
      for (let second = first + 1; second < ids.length; second++) {
        others.set(ids[second], (others.get(ids[second]) ?? 0) + 1);
      }
    }
  }
  return counts;
}
