import { encodeBase64Url } from "hono/utils/encode";
import { parse, serialize } from "hono/utils/cookie";
import { isInstructorToken, readTokenHash } from "./instructor_token.ts";
import { learnerName } from "./learner_name.ts";
import { openSigner, type Signer } from "./signer.ts";

/** Somebody who learns here. At first all that is known of them is a signed cookie. */
export interface Learner {
  readonly id: string;
  readonly name: string;
}

/** Who sends a request, by its cookies; and the cookies that make it so. */
export interface Sessions {
  learner(request: Request): Promise<Learner | undefined>;
  /** A new learner, with the Set-Cookie header that makes the browser theirs. */
  newLearner(request: Request): Promise<{ learner: Learner; cookie: string }>;
  isInstructor(request: Request): Promise<boolean>;
  /** The Set-Cookie header for who knows the token; undefined for who does not. */
  openTeaching(request: Request, token: string): Promise<string | undefined>;
  /** The Set-Cookie header that ends an instructor's session. */
  closeTeaching(request: Request): string;
}

const LEARNER_COOKIE = "learner";
const TEACHER_COOKIE = "teacher";
const LEARNER_SECONDS = 400 * 24 * 3600;
const TEACHER_SECONDS = 12 * 3600;

export async function openSessions(options: {
  readonly dataDir: string;
  readonly now?: () => number;
}): Promise<Sessions> {
  const { dataDir, now = Date.now } = options;
  const signer = await openSigner(dataDir);
  return {
    async learner(request) {
      const id = await readSigned(signer, request, LEARNER_COOKIE);
      return id === undefined ? undefined : { id, name: await learnerName(id) };
    },

    async newLearner(request) {
      const id = encodeBase64Url(crypto.getRandomValues(new Uint8Array(15)).buffer);
      const value = await signer.sign(`${LEARNER_COOKIE}:${id}`);
      const learner = { id, name: await learnerName(id) };
      return { learner, cookie: cookie(request, LEARNER_COOKIE, value, LEARNER_SECONDS) };
    },

    async isInstructor(request) {
      const text = await readSigned(signer, request, TEACHER_COOKIE);
      if (text === undefined) return false;
      const [expiresMs, hash] = text.split(":");
      // The session is bound to the token that opened it: a new token ends it.
      return Number(expiresMs) > now() && hash === (await readTokenHash(dataDir))?.slice(0, 32);
    },

    async openTeaching(request, token) {
      if (!await isInstructorToken(dataDir, token)) return undefined;
      const hash = (await readTokenHash(dataDir))!.slice(0, 32);
      const expiresMs = now() + TEACHER_SECONDS * 1000;
      const value = await signer.sign(`${TEACHER_COOKIE}:${expiresMs}:${hash}`);
      return cookie(request, TEACHER_COOKIE, value, TEACHER_SECONDS);
    },

    closeTeaching(request) {
      return cookie(request, TEACHER_COOKIE, "", 0);
    },
  };
}

/** The cookie's name is signed with its value: no cookie can be used in another's place. */
async function readSigned(
  signer: Signer,
  request: Request,
  name: string,
): Promise<string | undefined> {
  const signed = parse(request.headers.get("cookie") ?? "", name)[name];
  if (signed === undefined) return undefined;
  const text = await signer.verify(signed);
  return text?.startsWith(`${name}:`) ? text.slice(name.length + 1) : undefined;
}

function cookie(request: Request, name: string, value: string, maxAge: number): string {
  return serialize(name, value, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(request),
    maxAge,
  });
}

/** True behind TLS, ours or that of a proxy in front of us. */
export function isSecure(request: Request): boolean {
  return request.url.startsWith("https:") ||
    request.headers.get("x-forwarded-proto")?.split(",")[0].trim() === "https";
}
