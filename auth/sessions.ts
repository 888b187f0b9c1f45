import { encodeBase64Url } from "hono/utils/encode";
import { recordAudit } from "@/db/audit.ts";
import { findLearner, openAccount, rememberLearner, type StoredLearner } from "@/db/learners.ts";
import type { Database, SignInMeans } from "@/db/schema.ts";
import {
  deleteSession,
  deleteSessionsOf,
  findSession,
  insertSession,
  touchSession,
} from "@/db/sessions.ts";
import { storageFault } from "@/db/storage_fault.ts";
import { transact } from "@/db/transact.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { isAtLeast, type Role } from "@/lib/roles.ts";
import { openConnection } from "./connection.ts";
import { type Cookies, openCookies } from "./cookies.ts";
import { isInstructorToken, readTokenHash } from "./instructor_token.ts";
import { learnerName } from "./learner_name.ts";
import { openSigner, type Signer } from "./signer.ts";

/** Somebody who learns or teaches here. At first all that is known of them is a signed cookie. */
export interface Learner {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** False for whom a cookie alone remembers. */
  readonly hasAccount: boolean;
  /** Names the session in which somebody with an account sends the request. */
  readonly session?: string;
  /** How they signed in to it. */
  readonly means?: SignInMeans;
}

/** Who sends a request, by its cookies; and the cookies that make it so. */
export interface Sessions {
  learner(request: Request): Promise<Learner | undefined>;
  /** A new learner, with the Set-Cookie header that makes the browser theirs. */
  newLearner(request: Request): Promise<{ learner: Learner; cookie: string }>;
  /** Signs somebody in: the Set-Cookie header. The session that the browser had before is over. */
  signIn(request: Request, who: SignIn): Promise<string>;
  /** Ends the browser's session: the Set-Cookie header. */
  signOut(request: Request): Promise<string>;
  /** Ends all that the browser is known by: the Set-Cookie headers. */
  forget(request: Request): string[];
  /** Ends one session of somebody, all of them, or all but the one that is named. */
  end(learnerId: string, which: EndedSessions): Promise<void>;
  /** What somebody did without an account was merged into one: the Set-Cookie header. */
  forgetAnonymous(request: Request): string;
  /** Makes who knows the token an owner: the Set-Cookie headers; undefined for who does not. */
  openTeaching(request: Request, token: string): Promise<string[] | undefined>;
}

export type EndedSessions =
  | { readonly session: string }
  | { readonly butSession: string | undefined };

export interface SignIn {
  readonly learnerId: string;
  readonly role: Role;
  readonly means: SignInMeans;
  readonly tokenHash?: string;
}

interface Opened {
  readonly db: Database;
  readonly cookies: Cookies;
  readonly dataDir: string;
  readonly signer: Signer;
  readonly now: () => number;
}

const LEARNER_COOKIE = "learner";
const SESSION_COOKIE = "session";
/** Browsers keep no cookie for longer. */
export const LEARNER_SECONDS = 400 * 24 * 3600;
/** Who may see what others wrote signs in once a day. */
const STAFF_SECONDS = 12 * 3600;
/** A multiple of three needs no padding. */
const SESSION_BYTES = 33;
/** So often a session's last use is written down. */
const TOUCH_MS = 5 * 60_000;
const BROWSER_LENGTH_MAX = 300;

export async function openSessions(options: {
  readonly db: Database;
  readonly dataDir: string;
  readonly isSecure?: (request: Request) => boolean;
  readonly now?: () => number;
}): Promise<Sessions> {
  const { db, dataDir, isSecure = openConnection(false).isSecure, now = Date.now } = options;
  const cookies = openCookies(isSecure);
  const opened: Opened = { db, dataDir, cookies, now, signer: await openSigner(dataDir) };
  return {
    learner: async (request) =>
      await signedInLearner(opened, request) ?? await anonymousLearner(opened, request),
    newLearner: (request) => newLearner(opened, request),
    signIn: (request, who) => signIn(opened, request, who),
    async signOut(request) {
      const session = cookies.readAny(request, SESSION_COOKIE);
      if (session !== undefined) await deleteSession(db, await sha256(session));
      return cookies.take(request, SESSION_COOKIE);
    },
    forget: (request) =>
      [SESSION_COOKIE, LEARNER_COOKIE].map((name) => cookies.take(request, name)),
    end: (learnerId, which) =>
      "session" in which
        ? deleteSession(db, which.session, learnerId)
        : deleteSessionsOf(db, learnerId, which.butSession),
    forgetAnonymous: (request) => cookies.take(request, LEARNER_COOKIE),
    openTeaching: (request, token) => openTeaching(opened, request, token),
  };
}

async function signedInLearner(
  { db, dataDir, cookies, now }: Opened,
  request: Request,
): Promise<Learner | undefined> {
  const secret = cookies.readAny(request, SESSION_COOKIE);
  if (secret === undefined) return undefined;
  const session = await sha256(secret);
  const found = await findSession(db, session);
  if (found === undefined || Date.parse(found.expires_at) <= now()) return undefined;
  // The session is bound to the token that opened it: a new token ends it.
  if (found.token_hash !== null && found.token_hash !== await readTokenHash(dataDir)) {
    return undefined;
  }
  if (Date.parse(found.used_at) + TOUCH_MS < now()) {
    await touch(db, session, new Date(now()).toISOString());
  }
  return { ...toLearner(found), session, means: found.means };
}

/** A disk that is full keeps nobody from reading. */
async function touch(db: Database, session: string, usedAt: string): Promise<void> {
  try {
    await touchSession(db, session, usedAt);
  } catch (error) {
    if (storageFault(error) === undefined) throw error;
  }
}

/** Whom the signed cookie names. It opens no account: what it holds cannot be taken back. */
async function anonymousLearner(
  opened: Opened,
  request: Request,
): Promise<Learner | undefined> {
  const id = await readSigned(opened, request);
  if (id === undefined) return undefined;
  const known = await findLearner(opened.db, id);
  if (known !== undefined) return known.account_since === null ? toLearner(known) : undefined;
  return { id, name: await learnerName(id), role: "learner", hasAccount: false };
}

function toLearner({ id, name, role, account_since }: StoredLearner): Learner {
  return { id, name, role, hasAccount: account_since !== null };
}

async function newLearner(
  opened: Opened,
  request: Request,
): Promise<{ learner: Learner; cookie: string }> {
  const id = encodeBase64Url(crypto.getRandomValues(new Uint8Array(15)).buffer);
  const value = await opened.signer.sign(`${LEARNER_COOKIE}:${id}`);
  const learner = { id, name: await learnerName(id), role: "learner", hasAccount: false } as const;
  return {
    learner,
    cookie: opened.cookies.give(request, LEARNER_COOKIE, { value, maxAge: LEARNER_SECONDS }),
  };
}

async function signIn(opened: Opened, request: Request, who: SignIn): Promise<string> {
  const { db, cookies, now } = opened;
  const { learnerId, role, means, tokenHash = null } = who;
  const before = cookies.readAny(request, SESSION_COOKIE);
  const secret = encodeBase64Url(crypto.getRandomValues(new Uint8Array(SESSION_BYTES)).buffer);
  const seconds = isAtLeast(role, "assistant") ? STAFF_SECONDS : LEARNER_SECONDS;
  const atMs = now();
  const createdAt = new Date(atMs).toISOString();
  await insertSession(db, {
    id_hash: await sha256(secret),
    learner_id: learnerId,
    created_at: createdAt,
    used_at: createdAt,
    expires_at: new Date(atMs + seconds * 1000).toISOString(),
    means,
    browser: (request.headers.get("user-agent") ?? "").slice(0, BROWSER_LENGTH_MAX),
    token_hash: tokenHash,
  });
  // What somebody knew of this browser before it was signed in is worth nothing after.
  if (before !== undefined) await deleteSession(db, await sha256(before));
  return cookies.give(request, SESSION_COOKIE, { value: secret, maxAge: seconds });
}

/**
 * Whoever has the token runs the server, or was told by who does. Whom this browser knows becomes
 * the owner; an owner who signed out and has no other way in is found again by the old cookie.
 */
async function openTeaching(
  opened: Opened,
  request: Request,
  token: string,
): Promise<string[] | undefined> {
  const { dataDir } = opened;
  if (!await isInstructorToken(dataDir, token)) return undefined;
  const current = await signedInLearner(opened, request) ??
    await anonymousLearner(opened, request) ?? await rememberedOwner(opened, request);
  const { learner, cookie } = current === undefined
    ? await newLearner(opened, request)
    : { learner: current, cookie: undefined };
  await makeOwner(opened, learner);
  const tokenHash = await readTokenHash(dataDir);
  const who = { learnerId: learner.id, role: "owner", means: "token", tokenHash } as const;
  const session = await signIn(opened, request, who);
  return cookie === undefined ? [session] : [session, cookie];
}

async function makeOwner({ db, now }: Opened, { id, name, role }: Learner): Promise<void> {
  const since = new Date(now()).toISOString();
  await transact(db, async (transaction) => {
    await rememberLearner(transaction, { id, name, createdAt: since });
    await openAccount(transaction, id, { since, role: "owner" });
    if (role === "owner") return;
    const detail = { from: role, to: "owner", reason: "They had the instructor's token" };
    await recordAudit(transaction, { actorId: id, action: "role.change", subject: id, detail });
  });
}

async function rememberedOwner(opened: Opened, request: Request): Promise<Learner | undefined> {
  const id = await readSigned(opened, request);
  const known = id === undefined ? undefined : await findLearner(opened.db, id);
  // Anybody else could have been here before: they must not become owners by being remembered.
  return known?.role === "owner" ? toLearner(known) : undefined;
}

/** The cookie's name is signed with its value: no cookie can be used in another's place. */
async function readSigned(
  { signer, cookies }: Opened,
  request: Request,
): Promise<string | undefined> {
  const signed = cookies.readAny(request, LEARNER_COOKIE);
  if (signed === undefined) return undefined;
  const text = await signer.verify(signed);
  const prefix = `${LEARNER_COOKIE}:`;
  return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
