import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeBase64Url, encodeBase64Url } from "hono/utils/encode";
import { recordAudit } from "@/db/audit.ts";
import { findLearner, openAccount, rememberLearner } from "@/db/learners.ts";
import { findPasskey, insertPasskey, listPasskeys, usePasskey } from "@/db/passkeys.ts";
import type { Database } from "@/db/schema.ts";
import { transact } from "@/db/transact.ts";
import type { Admitted, Denial } from "./accounts.ts";
import type { Learner } from "./sessions.ts";

/** The site as the browser sees it: a passkey is good for one domain. */
export interface Place {
  /** Such as `https://truthlab.example.org`. */
  readonly origin: string;
  /** Its host name, which a passkey is bound to. */
  readonly domain: string;
}

/** So long a key's name may be (section 5.8.3), in base64. No more fits into an index. */
const ID_LENGTH_MAX = Math.ceil(1_023 * 4 / 3);

type AddOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
type EnterOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/** A browser's answer, of which nothing is believed before it is verified. */
export interface PasskeyAnswer {
  readonly response: unknown;
  /** What was asked for it to sign. */
  readonly challenge: string;
  readonly place: Place;
}

/**
 * Signing in with a key that never leaves its device (W3C, Web Authentication Level 3). The device
 * asks for a fingerprint or a PIN each time: so nothing else is asked for.
 */
export interface Passkeys {
  optionsToAdd(learner: Pick<Learner, "id" | "name">, place: Place): Promise<AddOptions>;
  /** Adds a key to an account, or makes an account of who has none. */
  add(learner: Learner, answer: PasskeyAnswer, browser: string): Promise<Admitted | Denial>;
  optionsToEnter(place: Place): Promise<EnterOptions>;
  enter(answer: PasskeyAnswer): Promise<Admitted | Denial>;
}

const NOT_BELIEVED: Denial = { denial: "This passkey was not accepted. Try it once more." };
const UNKNOWN: Denial = {
  denial: "No account here has this passkey: it was removed, or belongs to another site.",
};

const TOO_LATE: Denial = { denial: "That was begun too long ago: begin again." };

export function openPasskeys(db: Database, now: () => number = Date.now): Passkeys {
  const iso = () => new Date(now()).toISOString();
  return {
    async optionsToAdd({ id, name }, { domain }) {
      const known = await listPasskeys(db, id);
      return await generateRegistrationOptions({
        rpName: "Truthlab",
        rpID: domain,
        userName: name,
        userDisplayName: name,
        userID: new TextEncoder().encode(id),
        attestationType: "none",
        excludeCredentials: known.map((passkey) => ({ id: passkey.id })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      });
    },

    async add(learner, { response, challenge, place }, browser) {
      if (await isSomebodyElses(db, learner)) return TOO_LATE;
      const verified = await orUndefined(verifyRegistrationResponse({
        response: response as never,
        expectedChallenge: challenge,
        expectedOrigin: place.origin,
        expectedRPID: place.domain,
      }));
      const credential = verified?.registrationInfo?.credential;
      if (!verified?.verified || credential === undefined) return NOT_BELIEVED;
      const { id, counter } = credential;
      if (id.length > ID_LENGTH_MAX) return NOT_BELIEVED;
      const public_key = encodeBase64Url(credential.publicKey.buffer as ArrayBuffer);
      const fresh = { created_at: iso(), used_at: null };
      const passkey = { id, learner_id: learner.id, name: browser, public_key, counter, ...fresh };
      return await transact(db, async (transaction) => {
        if (await findPasskey(transaction, passkey.id) !== undefined) return NOT_BELIEVED;
        await makeAccount(transaction, learner, passkey.created_at);
        await insertPasskey(transaction, passkey);
        return { id: learner.id, role: learner.role };
      });
    },

    optionsToEnter: ({ domain }) =>
      generateAuthenticationOptions({ rpID: domain, userVerification: "required" }),

    async enter({ response, challenge, place }) {
      const { id } = (response ?? {}) as { id?: unknown };
      const found = typeof id === "string" ? await findPasskey(db, id) : undefined;
      if (found === undefined) return UNKNOWN;
      const { passkey, owner } = found;
      const verified = await orUndefined(verifyAuthenticationResponse({
        response: response as never,
        expectedChallenge: challenge,
        expectedOrigin: place.origin,
        expectedRPID: place.domain,
        credential: {
          id: passkey.id,
          publicKey: new Uint8Array(decodeBase64Url(passkey.public_key)),
          counter: Number(passkey.counter),
        },
      }));
      if (!verified?.verified) return NOT_BELIEVED;
      const counter = verified.authenticationInfo.newCounter;
      await usePasskey(db, passkey.id, { counter, usedAt: iso() });
      return owner;
    },
  };
}

/**
 * Who began without an account may have one by now, and have signed out: then whoever sits at the
 * browser next must not add a key of theirs to it.
 */
async function isSomebodyElses(db: Database, { id, hasAccount }: Learner): Promise<boolean> {
  const known = hasAccount ? undefined : await findLearner(db, id);
  return known !== undefined && known.account_since !== null;
}

async function makeAccount(db: Database, learner: Learner, since: string): Promise<void> {
  if (learner.hasAccount) return;
  const { id, name } = learner;
  await rememberLearner(db, { id, name, createdAt: since });
  await openAccount(db, id, { since, name });
  const entry = { actorId: id, action: "account.create", subject: id } as const;
  await recordAudit(db, { ...entry, detail: { means: "passkey" } });
}

/** What the library throws says why an answer is no good: it is no good. */
async function orUndefined<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
  }
}
