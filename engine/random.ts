import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

const UINT32 = 0x1_0000_0000;

/**
 * The only source of chance in the engine: xoroshiro128+ (Blackman and Vigna, 2018, by pure-rand),
 * seeded through splitmix32 so that neighbouring seeds give unrelated streams.
 */
export class Random {
  readonly #generator: { next(): number };

  /** The same seed and stream name give the same numbers, in any home. */
  constructor(seed: number, stream = "") {
    let state = (seed ^ hashText(stream)) >>> 0;
    const words: number[] = [0, 0, 0, 0];
    for (let index = 0; index < words.length; index++) {
      state = (state + 0x9e3779b9) >>> 0;
      words[index] = splitmix(state) | 0;
    }
    // A state of zeros would stay there for ever.
    if (words.every((word): boolean => word === 0)) words[0] = 1;
    this.#generator = xoroshiro128plusFromState(words);
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    return this.#generator.next() >>> 0;
  }

  /** A number in [0, 1) with 32 random bits: enough for delays and dice, at half the cost of 53. */
  unit(): number {
    return this.uint32() / UINT32;
  }

  /** An integer from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }

  /** True with the given probability. No number is drawn when the answer is certain. */
  chance(probability: number): boolean {
    return probability > 0 && (probability >= 1 || this.unit() < probability);
  }

  /** One of the items, each as likely. */
  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError("Cannot pick from an empty list");
    return items[this.between(0, items.length - 1)];
  }

  /** A new list with the same items in random order (Fisher and Yates). */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.between(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
  }
}

/** FNV-1a over UTF-16 code units, 32 bits: for stream names and digests, not for secrets. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A seed for the `index`th run of a family of runs: far apart, however close the inputs. */
export function deriveSeed(seed: number, name: string, index: number): number {
  return splitmix((splitmix((seed ^ hashText(name)) >>> 0) + index) >>> 0);
}

function splitmix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
