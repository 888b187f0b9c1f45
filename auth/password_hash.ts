import { Buffer } from "node:buffer";
import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Uint8Array, number, ScryptOptions, Uint8Array>(scrypt);

/** What a guess costs: 32 MiB and three rounds (OWASP, Password Storage Cheat Sheet, scrypt). */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** So many are computed at once: each needs memory, and who signs in may wait for the others. */
const AT_ONCE_MAX = 2;

/** Hashes a password off the main thread, as `scrypt$N$r$p$salt$key` in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await compute(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, toText(salt), toText(key)].join("$");
}

/** Whom nobody knows has this hash, of which nobody knows the password. */
let nobodys: Promise<string> | undefined;

/**
 * Compares a password with a hash, in the same time wherever the two differ. Without a hash, since
 * nobody has that name, it takes as long.
 *
 * @returns whether it fits, and whether it is to be hashed anew, since the cost has changed.
 */
export async function verifyPassword(
  password: string,
  hash: string | undefined,
): Promise<{ readonly fits: boolean; readonly isStale: boolean }> {
  // Whoever comes first waits for it, known or not.
  const dummy = await (nobodys ??= hashPassword(toText(randomBytes(KEY_BYTES))));
  const [, N, r, p, salt, key] = (hash ?? dummy).split("$");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = toBytes(key);
  const computed = await compute(password, toBytes(salt), cost, expected.length);
  const fits = timingSafeEqual(computed, expected) && hash !== undefined;
  const isStale = cost.N !== COST.N || cost.r !== COST.r || cost.p !== COST.p;
  return { fits, isStale };
}

const waiting: (() => void)[] = [];
let running = 0;

async function compute(
  password: string,
  salt: Uint8Array,
  cost: { readonly N: number; readonly r: number; readonly p: number },
  length = KEY_BYTES,
): Promise<Uint8Array> {
  if (running < AT_ONCE_MAX) running++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    // The same letters may be written in more than one way: RFC 8265, section 4.2.
    const text = password.normalize("NFC");
    return await derive(text, salt, length, { ...cost, maxmem: 256 * cost.N * cost.r });
  } finally {
    // Whoever waits takes the place over.
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function toBytes(text: string): Uint8Array {
  return Buffer.from(text, "base64");
}
