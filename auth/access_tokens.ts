import { encodeBase64Url } from "hono/utils/encode";
import type { ByStaff } from "@/db/audit.ts";
import { rememberLearner } from "@/db/learners.ts";
import type { Database } from "@/db/schema.ts";
import { addToken, listTokens, removeToken, useToken } from "@/db/tokens.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { inSeconds } from "@/lib/in_seconds.ts";
import type { Limits } from "./limits.ts";
import type { Learner } from "./sessions.ts";

/** How a token begins, so that programs which look for lost secrets know it. */
export const TOKEN_PREFIX = "truthlab_";
/** More than one has machines. */
export const TOKENS_MAX = 10;
export const TOKEN_NAME_MAX = 60;
/** Nobody makes more by hand. */
const MAKING = { name: "tokens", burst: 10, perMinute: 2 };
/** The last use is known to the minute: not every request has to write. */
const USED_MS = 60_000;

/** A token as its learner sees it: the token itself is shown once, when it is made. */
export interface AccessToken {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly usedAt: string | null;
}

/** A new token, or why there is none, in words for the learner. */
export type MadeToken =
  | { readonly token: string }
  | { readonly refusal: string; readonly retryAfterSeconds?: number };

/** What lets a learner's own programs act in their name. */
export interface AccessTokens {
  /**
   * Whose token a request carries (RFC 6750); undefined where it carries none of ours, "unknown"
   * where it is not known any more.
   */
  learner(request: Request): Promise<Learner | "unknown" | undefined>;
  list(learnerId: string): Promise<readonly AccessToken[]>;
  make(learner: Pick<Learner, "id" | "name">, name: string): Promise<MadeToken>;
  /** The learner does it, or somebody of the staff, who say why. */
  revoke(learnerId: string, name: string, by?: ByStaff): Promise<void>;
}

export function openAccessTokens(
  db: Database,
  limits: Limits,
  now: () => number = Date.now,
): AccessTokens {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    async learner(request) {
      const token = readBearer(request);
      if (token === undefined) return undefined;
      const times = { now: iso(now()), staleAt: iso(now() - USED_MS) };
      const found = await useToken(db, await sha256(token), times);
      if (found === undefined) return "unknown";
      // Whatever its learner may do besides, a token does what learners do.
      return { ...found, role: "learner", hasAccount: false };
    },

    async list(learnerId) {
      const stored = await listTokens(db, learnerId);
      return stored.map(({ name, created_at, used_at }) => ({
        name,
        createdAt: created_at,
        usedAt: used_at,
      }));
    },

    async make({ id, name: learnerName }, text) {
      const name = text.trim().replace(/\s+/g, " ");
      if (name === "" || name.length > TOKEN_NAME_MAX) return { refusal: BAD_NAME };
      const seconds = await limits.take(MAKING, id);
      if (seconds > 0) return { refusal: tooFast(seconds), retryAfterSeconds: seconds };
      const createdAt = iso(now());
      await rememberLearner(db, { id, name: learnerName, createdAt });
      const token = newToken();
      const hash = await sha256(token);
      const outcome = await addToken(db, { hash, learnerId: id, name, createdAt }, TOKENS_MAX);
      if (outcome === "stored") return { token };
      return { refusal: outcome === "known" ? `You have a token “${name}” already.` : TOO_MANY };
    },

    revoke: (learnerId, name, by) => removeToken(db, learnerId, name, by),
  };
}

const BAD_NAME = `Give it a name of ${TOKEN_NAME_MAX} letters at most, such as “my laptop”.`;
const TOO_MANY = `You have ${TOKENS_MAX} tokens: revoke one that you do not use.`;

function tooFast(seconds: number): string {
  return `That was a lot at once: make the next one ${inSeconds(seconds)}.`;
}

/** 256 random bits: a plain hash of them cannot be reversed by guessing. */
function newToken(): string {
  const random = crypto.getRandomValues(new Uint8Array(32));
  return TOKEN_PREFIX + encodeBase64Url(random.buffer).replace(/=+$/, "");
}

/** Another's token, such as that of /metrics, is not ours to judge. */
function readBearer(request: Request): string | undefined {
  const [, token] = request.headers.get("authorization")?.match(/^bearer +(\S+)$/i) ?? [];
  return token?.startsWith(TOKEN_PREFIX) ? token : undefined;
}
