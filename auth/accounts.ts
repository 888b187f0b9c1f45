import { recordAudit } from "@/db/audit.ts";
import { findPassword, findPasswordOf, replaceHash, setPassword } from "@/db/credentials.ts";
import { findByIdentity, insertIdentity } from "@/db/identities.ts";
import { openAccount, rememberLearner, type StoredLearner } from "@/db/learners.ts";
import { findCohortByCode, joinCohort } from "@/db/members.ts";
import type { Database, SignInMeans } from "@/db/schema.ts";
import { transact } from "@/db/transact.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import type { Limits } from "./limits.ts";
import { hashPassword, verifyPassword } from "./password_hash.ts";
import type { ProviderIdentity } from "./provider.ts";
import type { Learner } from "./sessions.ts";
import { openSignInLimits } from "./sign_in_limits.ts";

/** Why somebody does not get in, in their words, and which field of the form is to be changed. */
export interface Denial {
  readonly denial: string;
  readonly field?: "name" | "code" | "email" | "password" | "current";
  readonly retryAfterSeconds?: number;
}

/** Who got in. */
export type Admitted = Pick<StoredLearner, "id" | "role">;

/** What somebody filled in to sign up: a join code, an e-mail address with a password, or all. */
export interface SignUpForm {
  readonly name: string;
  readonly code: string;
  readonly email: string;
  readonly password: string;
}

export interface NewPassword {
  readonly email: string;
  readonly password: string;
  /** The password before, from who has one and did not come by a reset link. */
  readonly current: string;
}

/** Accounts: who a learner is in every browser. */
export interface Accounts {
  /** Makes an account of a learner, who keeps all that is theirs. */
  signUp(learner: Learner, form: SignUpForm, address: string): Promise<Admitted | Denial>;
  /** Who has this e-mail address and password. */
  signIn(email: string, password: string, address: string): Promise<Admitted | Denial>;
  changePassword(learner: Learner, form: NewPassword, address: string): Promise<Denial | undefined>;
  /** Counts a try from an address to get in by other means than a password. */
  limit(address: string): Promise<Denial | undefined>;
  /**
   * Who is known elsewhere by an identity. Whom nobody has seen before gets an account, or keeps
   * the one in which they are: the identity is theirs from then on.
   */
  admit(learner: Learner, identity: ProviderIdentity): Promise<Admitted | Denial>;
}

export const NAME_LENGTH_MAX = 60;
/** Long enough for NIST SP 800-63B; what letters it is made of is nobody's business. */
export const PASSWORD_LENGTH_MIN = 10;
const PASSWORD_LENGTH_MAX = 200;
const EMAIL_LENGTH_MAX = 254;

export function openAccounts(
  db: Database,
  limits: Limits,
  now: () => number = Date.now,
): Accounts {
  const signIns = openSignInLimits(limits);
  const iso = () => new Date(now()).toISOString();
  const take = async (address: string, account?: string) =>
    tooOften(await signIns.take(address, account));
  return {
    async signUp(learner, form, address) {
      const email = plainEmail(form.email);
      const name = plainName(form.name);
      const denial = checkSignUp({ ...form, name, email }) ?? await take(address);
      if (denial !== undefined) return denial;
      if (form.code !== "" && await findCohortByCode(db, form.code) === undefined) return NO_COHORT;
      const hash = email === "" ? undefined : await hashPassword(form.password);
      const means = hash === undefined ? "code" : "password";
      const made = await makeAccount(db, { learner, name, email, hash, means, since: iso() });
      if (!made) return NOT_THIS_EMAIL;
      if (form.code !== "") await joinCohort(db, form.code, learner.id, email || undefined);
      return { id: learner.id, role: learner.role };
    },

    async signIn(text, password, address) {
      const email = plainEmail(text);
      const denial = await take(address, email);
      if (denial !== undefined) return denial;
      const found = await findPassword(db, email);
      const { fits, isStale } = await verifyPassword(password, found?.hash);
      // One sentence for both: who tries does not learn which addresses have an account.
      if (found === undefined || !fits) return { denial: WRONG, field: "password" };
      if (isStale) await replaceHash(db, found.id, await hashPassword(password));
      return found;
    },

    async changePassword({ id, means }, form, address) {
      const email = plainEmail(form.email);
      const denial = checkNewPassword(form) ?? await take(address, id);
      if (denial !== undefined) return denial;
      const known = await findPasswordOf(db, id);
      const isAsked = known !== undefined && means !== "link";
      if (isAsked && !(await verifyPassword(form.current, known.hash)).fits) {
        return { denial: "That is not your present password.", field: "current" };
      }
      const hash = await hashPassword(form.password);
      const row = { learner_id: id, email, hash, changed_at: iso() };
      const isSet = await transact(db, (transaction) => setPassword(transaction, row));
      return isSet ? undefined : NOT_THIS_EMAIL;
    },

    limit: (address) => take(address),

    admit: (learner, identity) => admit(db, learner, identity, iso()),
  };
}

interface NewAccount {
  readonly learner: Learner;
  readonly name: string;
  readonly email: string;
  readonly hash: string | undefined;
  readonly means: SignInMeans;
  readonly since: string;
}

/** @returns false where the e-mail address is somebody else's: then nothing was changed. */
async function makeAccount(db: Database, account: NewAccount): Promise<boolean> {
  const { learner: { id }, name, email, hash, means, since } = account;
  return await transact(db, async (transaction) => {
    await rememberLearner(transaction, { id, name, createdAt: since });
    if (hash !== undefined) {
      const row = { learner_id: id, email, hash, changed_at: since };
      if (!await setPassword(transaction, row)) return false;
    }
    await openAccount(transaction, id, { since, name });
    const entry = { actorId: id, action: "account.create", subject: id } as const;
    await recordAudit(transaction, { ...entry, detail: { means } });
    return true;
  });
}

async function admit(
  db: Database,
  learner: Learner,
  { issuer, subject, name }: ProviderIdentity,
  since: string,
): Promise<Admitted | Denial> {
  return await transact(db, async (transaction) => {
    const known = await findByIdentity(transaction, issuer, subject);
    if (known !== undefined) {
      // Two accounts are not made one by this: who is in one asked to add the way in to it.
      return learner.hasAccount && learner.id !== known.id ? TAKEN : known;
    }
    const { id, role, hasAccount } = learner;
    await rememberLearner(transaction, { id, name: learner.name, createdAt: since });
    await insertIdentity(transaction, { issuer, subject, learner_id: id, created_at: since });
    if (hasAccount) return { id, role };
    const told = plainName(name ?? "");
    const isGood = checkName(told) === undefined;
    await openAccount(transaction, id, { since, name: isGood ? told : learner.name });
    const entry = { actorId: id, action: "account.create", subject: id } as const;
    await recordAudit(transaction, { ...entry, detail: { means: "provider" } });
    return { id, role };
  });
}

const TAKEN: Denial = {
  denial: "That account elsewhere opens another account here: sign out, then sign in with it.",
};
const WRONG = "This e-mail address and this password do not belong together.";
export const NO_COHORT: Denial = {
  denial: "No class has this join code. Ask who gave it to you.",
  field: "code",
};
/** Without sending mail there is no way to keep quiet about it: limits slow down who asks for many. */
export const NOT_THIS_EMAIL: Denial = {
  denial: "This e-mail address cannot be used here. Is it yours? Then sign in instead.",
  field: "email",
};

function tooOften(seconds: number): Denial | undefined {
  if (seconds === 0) return undefined;
  const denial = `That was tried too often: try again ${inSeconds(seconds)}.`;
  return { denial, retryAfterSeconds: seconds };
}

function checkSignUp({ name, code, email, password }: SignUpForm): Denial | undefined {
  if (code === "" && email === "") {
    return { denial: "Give a join code, or an e-mail address and a password.", field: "email" };
  }
  const isByEmail = email !== "" || password !== "";
  return checkName(name) ?? (isByEmail ? checkNewPassword({ email, password }) : undefined);
}

export function checkName(name: string): Denial | undefined {
  if (name !== "" && name.length <= NAME_LENGTH_MAX && !/\p{C}/u.test(name)) return undefined;
  const denial = `Give a name of at most ${NAME_LENGTH_MAX} letters.`;
  return { denial, field: "name" };
}

/** Whether somebody can sign in with an e-mail address and a password from now on. */
export function checkNewPassword(
  { email, password }: Pick<NewPassword, "email" | "password">,
): Denial | undefined {
  return checkEmail(plainEmail(email)) ?? checkPassword(password);
}

function checkEmail(email: string): Denial | undefined {
  // Whether mail arrives there only mail would tell; this catches slips of the hand.
  if (/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(email) && email.length <= EMAIL_LENGTH_MAX) {
    return undefined;
  }
  return { denial: "That is no e-mail address: it looks like ada@example.org.", field: "email" };
}

function checkPassword(password: string): Denial | undefined {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) {
    const denial = `A password has ${PASSWORD_LENGTH_MIN} characters or more; this has ${length}.`;
    return { denial, field: "password" };
  }
  if (length <= PASSWORD_LENGTH_MAX) return undefined;
  return { denial: `A password has at most ${PASSWORD_LENGTH_MAX} characters.`, field: "password" };
}

export function plainName(text: string): string {
  return text.trim().replace(/\s+/g, " ").normalize("NFC");
}

export function plainEmail(text: string): string {
  return text.trim().toLowerCase().normalize("NFC");
}
