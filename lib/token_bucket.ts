/** How often somebody may do something: `burst` times at once, then `perMinute` times a minute. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** Forgets who has been quiet for long once it remembers so many. */
const KEYS_MAX = 10_000;

/** Lets everybody do something now and then: a token bucket for each key. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #now: () => number;
  /** Tokens that were left, and when, in milliseconds. The longest untouched come first. */
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(rate: Rate, now: () => number = Date.now) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes a token. @returns 0, or after how many seconds there is one. */
  take(key: string): number {
    const { burst, perMinute } = this.#rate;
    const atMs = this.#now();
    const known = this.#buckets.get(key);
    const grown = known === undefined ? burst : ((atMs - known.atMs) / 60_000) * perMinute;
    const tokens = Math.min(burst, (known?.tokens ?? 0) + grown);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, atMs });
    this.#forget();
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
  }

  #forget(): void {
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size <= KEYS_MAX) return;
      this.#buckets.delete(key);
    }
  }
}
