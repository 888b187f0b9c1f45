import { countTry, forgetFull } from "@/db/limits.ts";
import type { Database } from "@/db/schema.ts";
import { openSigner, type Signer } from "./signer.ts";

/** How often somebody may do something: `burst` times at once, then `perMinute` times a minute. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** How often somebody may do what the name says. */
export interface Limit extends Rate {
  readonly name: string;
}

/** Lets everybody do something now and then, all processes of a site together. */
export interface Limits {
  /**
   * Counts a try of whom the key names.
   *
   * @returns 0 where they may, or after how many seconds they may: then nothing was counted.
   */
  take(limit: Limit, key: string): Promise<number>;
}

/** The first try in a process and every so many after it clear away what is full again... */
const TRIES_TO_SWEEP = 100;
/** ...and more than those can have added: so the table holds those alone who have tried just now. */
const SWEPT_MAX = 1_000;
/** So many who were refused are remembered here. */
const REFUSED_MAX = 10_000;
const US_PER_SECOND = 1_000_000;

/**
 * Limits that are counted in the database, under names that only this site's key can make: what an
 * address or an account has tried cannot be read from it.
 */
export function openLimits({ db, dataDir, now = Date.now }: {
  readonly db: Database;
  readonly dataDir: string;
  readonly now?: () => number;
}): Limits {
  let signer: Promise<Signer> | undefined;
  let tries = 0;
  const refused = new Refused();
  return {
    async take({ name, burst, perMinute }, key) {
      // A process that only grades needs no key, and makes none.
      const digest = (await (signer ??= openSigner(dataDir))).digest(`${name} ${key}`);
      const nowUs = Math.floor(now() * 1_000);
      const knownUs = refused.waitUs(digest, nowUs);
      if (knownUs > 0) return toSeconds(knownUs);
      if (tries++ % TRIES_TO_SWEEP === 0) await forgetFull(db, { nowUs, max: SWEPT_MAX });
      // Rounded up: never more than is allowed.
      const oneUs = Math.ceil((60 * US_PER_SECOND) / perMinute);
      const waitUs = await countTry(db, { key: digest, nowUs, oneUs, allUs: burst * oneUs });
      if (waitUs > 0) refused.add(digest, nowUs + waitUs);
      return toSeconds(waitUs);
    },
  };
}

function toSeconds(us: number): number {
  return Math.ceil(us / US_PER_SECOND);
}

/**
 * Who was refused, until when. What others count meanwhile can only make it later, so who comes
 * before that need not be asked about: a flood from one address or one learner costs the database
 * its first question and no other.
 */
class Refused {
  /** Those that were refused longest ago come first. */
  readonly #untilUs = new Map<string, number>();

  add(key: string, untilUs: number): void {
    this.#untilUs.delete(key);
    this.#untilUs.set(key, untilUs);
    if (this.#untilUs.size <= REFUSED_MAX) return;
    const [oldest] = this.#untilUs.keys();
    this.#untilUs.delete(oldest);
  }

  waitUs(key: string, nowUs: number): number {
    const waitUs = (this.#untilUs.get(key) ?? nowUs) - nowUs;
    if (waitUs <= 0) this.#untilUs.delete(key);
    return waitUs;
  }
}
