import { encodeBase64Url } from "hono/utils/encode";
import type { Limits } from "@/auth/limits.ts";
import type { ByStaff } from "@/db/audit.ts";
import { rememberLearner } from "@/db/learners.ts";
import type { Database, ShareTable } from "@/db/schema.ts";
import { addShare, findShare, type ListedShare, listShares, removeShare } from "@/db/shares.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import { Refusal } from "./refusal.ts";

/** A longer one is of a run that nobody reads. */
export const SHARE_LENGTH_MAX = 256 * 1024;
export const SHARES_MAX = 200;
/** All that a learner shares: a run has a few kilobytes. */
export const SHARED_LENGTH_MAX = 4 * 1024 * 1024;
/** Nobody shares faster by hand. */
const SHARING = { name: "links", burst: 20, perMinute: 10 };

export type NewShare = Pick<ShareTable, "slug" | "promise" | "content" | "hash">;

/** Counterexamples under short addresses. */
export interface Shares {
  /** Counts a try of a learner to share something. @throws Refusal where there are too many. */
  take(learnerId: string): Promise<void>;
  /**
   * Stores what a learner shares; the same again gets the same address.
   *
   * @throws Refusal
   */
  add(
    learner: { readonly id: string; readonly name: string },
    share: NewShare,
  ): Promise<{ id: string }>;
  find(id: string): Promise<ShareTable | undefined>;
  /** Newest first. */
  list(learnerId: string): Promise<readonly ListedShare[]>;
  /** Takes back what the learner shares; staff in their place say why. */
  remove(learnerId: string, id: string, by?: ByStaff): Promise<void>;
}

export function openShares(
  db: Database,
  limits: Limits,
  now: () => number = Date.now,
): Shares {
  return {
    async take(learnerId) {
      const seconds = await limits.take(SHARING, learnerId);
      if (seconds > 0) throw new Refusal(429, "too-many", tooMany(seconds), seconds);
    },
    async add({ id: learnerId, name }, share) {
      if (share.content.length > SHARE_LENGTH_MAX) {
        throw new Refusal(413, "too-large", "This run is too long for a short link.");
      }
      const created_at = new Date(now()).toISOString();
      await rememberLearner(db, { id: learnerId, name, createdAt: created_at });
      const row = { id: newAddress(), learner_id: learnerId, created_at, ...share };
      const id = await addShare(db, row, {
        countMax: SHARES_MAX,
        lengthMax: SHARED_LENGTH_MAX,
      });
      if (id === undefined) throw new Refusal(409, "too-many-links", FULL);
      return { id };
    },
    find: (id) => findShare(db, id),
    list: (learnerId) => listShares(db, learnerId),
    remove: (learnerId, id, by) => removeShare(db, learnerId, id, by),
  };
}

const FULL = `You share ${SHARES_MAX} runs already, or ${SHARED_LENGTH_MAX >> 20} MiB of them: ` +
  "take one back at /account/links.";

function tooMany(seconds: number): string {
  return `That was a lot at once: make the next link ${inSeconds(seconds)}.`;
}

/** 64 random bits: short, and nobody finds one by trying. */
function newAddress(): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return encodeBase64Url(random.buffer).replace(/=+$/, "");
}
