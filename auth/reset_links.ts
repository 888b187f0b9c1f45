import { encodeBase64Url } from "hono/utils/encode";
import { recordAudit } from "@/db/audit.ts";
import { setPassword } from "@/db/credentials.ts";
import { findLearner, type StoredLearner } from "@/db/learners.ts";
import {
  deleteResetLink,
  findResetLink,
  findResetLinkOf,
  type FoundResetLink,
  putResetLink,
} from "@/db/reset_links.ts";
import type { Database } from "@/db/schema.ts";
import { deleteSessionsOf } from "@/db/sessions.ts";
import { transact } from "@/db/transact.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { isAtLeast, type Role } from "@/lib/roles.ts";
import {
  type Admitted,
  checkNewPassword,
  type Denial,
  NOT_THIS_EMAIL,
  plainEmail,
} from "./accounts.ts";
import { hashPassword } from "./password_hash.ts";

/** So long a link is good: it can be handed over in the next lesson. */
export const RESET_HOURS = 24;
/** A multiple of three needs no padding; nobody finds 192 bits by trying. */
const SECRET_BYTES = 24;

/** A link that is open, as staff see it: what it opens with is shown once, when it is made. */
export interface OpenResetLink {
  readonly author: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

/**
 * Links that bring back who has lost every way in. We send no mail: somebody of the staff makes one
 * and hands it over.
 */
export interface ResetLinks {
  /** The secret of a new link; undefined where there is no such account. The one before is void. */
  make(learnerId: string, actorId: string): Promise<string | undefined>;
  find(learnerId: string): Promise<OpenResetLink | undefined>;
  takeBack(learnerId: string, actorId: string): Promise<void>;
  /** Whose account a secret opens; nothing changes by asking. */
  look(secret: string): Promise<StoredLearner | Denial>;
  /**
   * Lets in who has the secret, once, and ends all sessions of the account. Without a new password
   * the old one stays.
   */
  use(secret: string, fresh?: FreshPassword): Promise<Admitted | Denial>;
}

export interface FreshPassword {
  readonly email: string;
  readonly password: string;
}

/**
 * Whom somebody may bring back. An instructor helps learners alone: with a link for an owner they
 * could make themselves one.
 */
export function mayHelp(helper: Role, other: Role): boolean {
  return helper === "owner" || (isAtLeast(helper, "instructor") && other === "learner");
}

export function openResetLinks(db: Database, now: () => number = Date.now): ResetLinks {
  const find = async (store: Database, secret: string) => {
    const found = await findResetLink(store, await sha256(secret.trim()));
    return found !== undefined && isGood(found, now()) ? found : undefined;
  };
  return {
    make: (learnerId, actorId) => make(db, { learnerId, actorId, nowMs: now() }),

    async find(learnerId) {
      const link = await findResetLinkOf(db, learnerId);
      if (link === undefined || Date.parse(link.expires_at) <= now()) return undefined;
      return { author: link.author, createdAt: link.created_at, expiresAt: link.expires_at };
    },

    async takeBack(learnerId, actorId) {
      await transact(db, async (transaction) => {
        if (!await deleteResetLink(transaction, learnerId)) return;
        await recordAudit(transaction, { actorId, action: "reset.revoke", subject: learnerId });
      });
    },

    look: async (secret) => (await find(db, secret))?.learner ?? NO_GOOD,

    async use(secret, fresh) {
      const denial = fresh && checkNewPassword(fresh);
      if (denial !== undefined) return denial;
      // Hashing takes long: whoever only guesses does not get us to do it.
      if (await find(db, secret) === undefined) return NO_GOOD;
      const hash = fresh && await hashPassword(fresh.password);
      const email = plainEmail(fresh?.email ?? "");
      return await transact(db, async (transaction) => {
        const found = await find(transaction, secret);
        if (found === undefined) return NO_GOOD;
        const { learner: { id, role }, author } = found;
        if (hash !== undefined) {
          const row = { learner_id: id, email, hash, changed_at: new Date(now()).toISOString() };
          if (!await setPassword(transaction, row)) return NOT_THIS_EMAIL;
        }
        await deleteResetLink(transaction, id);
        await deleteSessionsOf(transaction, id);
        const detail = { "made by": author.name, password: hash === undefined ? "kept" : "new" };
        await recordAudit(transaction, { actorId: id, action: "reset.use", subject: id, detail });
        return { id, role };
      });
    },
  };
}

const NO_GOOD: Denial = {
  denial: "This link is no good any more, or a letter is missing. It can be used once, within " +
    `${RESET_HOURS} hours, and a newer one ends it. Ask for another.`,
};

/** Roles change: what its maker may not do any more, the link does not do for them. */
function isGood({ learner, author, expiresAt }: FoundResetLink, nowMs: number): boolean {
  return Date.parse(expiresAt) > nowMs && mayHelp(author.role, learner.role);
}

async function make(
  db: Database,
  { learnerId, actorId, nowMs }: { learnerId: string; actorId: string; nowMs: number },
): Promise<string | undefined> {
  const random = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const secret = encodeBase64Url(random.buffer);
  const expiresAt = new Date(nowMs + RESET_HOURS * 3_600_000).toISOString();
  const times = { created_at: new Date(nowMs).toISOString(), expires_at: expiresAt };
  const link = { learner_id: learnerId, hash: await sha256(secret), author_id: actorId, ...times };
  return await transact(db, async (transaction) => {
    const known = await findLearner(transaction, learnerId);
    if (known === undefined || known.account_since === null) return undefined;
    await putResetLink(transaction, link);
    await recordAudit(transaction, { actorId, action: "reset.make", subject: learnerId });
    return secret;
  });
}
