/**
 * Fingerprints of token sequences: Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for
 * Document Fingerprinting", SIGMOD 2003. Every run of NOISE tokens is hashed; of each window of
 * WINDOW consecutive hashes the smallest is kept, of equal ones the rightmost.
 */

/** The noise threshold k of the paper: what two programs share in shorter runs is never reported. */
export const NOISE = 10;
/** The guarantee threshold t of the paper: a run of this many tokens that is shared is always found. */
export const GUARANTEE = 20;
const WINDOW = GUARANTEE - NOISE + 1;

export interface Fingerprint {
  /** Of NOISE tokens, from 0 to 2^32 - 1. */
  readonly hash: number;
  /** Of the first of these tokens. */
  readonly at: number;
}

/** The fingerprints of some tokens, in their order. */
export function winnow(kinds: readonly string[]): Fingerprint[] {
  const hashes = hashRuns(kinds);
  const chosen: Fingerprint[] = [];
  // What is shorter than a window still has a smallest hash.
  const last = Math.max(0, hashes.length - WINDOW);
  for (let start = 0; start <= last && hashes.length > 0; start++) {
    const at = rightmostMinimum(hashes, start, Math.min(start + WINDOW, hashes.length));
    if (chosen.at(-1)?.at !== at) chosen.push({ hash: hashes[at], at });
  }
  return chosen;
}

/** The hash of every run of NOISE tokens: those of any two equal runs are equal. */
export function hashRuns(kinds: readonly string[]): number[] {
  const each = kinds.map(hashText);
  const hashes: number[] = [];
  for (let start = 0; start + NOISE <= each.length; start++) {
    let hash = 0;
    for (let place = start; place < start + NOISE; place++) {
      hash = Math.imul(hash ^ each[place], 0x01000193);
      hash = (hash << 13) | (hash >>> 19);
    }
    hashes.push(finish(hash));
  }
  return hashes;
}

/** FNV-1a, of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** Spreads the bits, as MurmurHash3 does: the smallest of some hashes must be any of them. */
function finish(hash: number): number {
  let spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  spread = Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35);
  return (spread ^ (spread >>> 16)) >>> 0;
}

function rightmostMinimum(hashes: readonly number[], from: number, to: number): number {
  let least = from;
  for (let at = from + 1; at < to; at++) {
    if (hashes[at] <= hashes[least]) least = at;
  }
  return least;
}
