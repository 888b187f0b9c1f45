import { createHmac } from "node:crypto";
import { decodeBase64Url, encodeBase64Url } from "hono/utils/encode";

/** Signs short texts, such as a cookie's, so that nobody else can make them. */
export interface Signer {
  /** The text with its signature, without any character that a cookie forbids. */
  sign(text: string): Promise<string>;
  /** The text, or undefined where the signature is not ours. */
  verify(signed: string): Promise<string | undefined>;
  /** A name for a text from which nobody else can find out which text it is. */
  digest(text: string): string;
}

/** The key's file in the data folder. */
export const KEY_FILE = "session.key";
const KEY_BYTES = 32;
const ALGORITHM = { name: "HMAC", hash: "SHA-256" };

/** Opens the signer of a data folder; the key is made there the first time, for its owner only. */
export async function openSigner(dataDir: string): Promise<Signer> {
  const path = `${dataDir}/${KEY_FILE}`;
  const bytes = await readKey(path) ?? await makeKey(path);
  return await createSigner(bytes);
}

async function readKey(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const bytes = await Deno.readFile(path);
    if (bytes.length !== KEY_BYTES) {
      throw new RangeError(`Cannot use ${path}: expected ${KEY_BYTES} bytes, got ${bytes.length}`);
    }
    return bytes;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function makeKey(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  // Written aside and linked: of two processes that start at once, one key wins.
  const aside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeFile(aside, bytes, { mode: 0o600, createNew: true });
  try {
    await Deno.link(aside, path);
    return bytes;
  } catch (error) {
    const winner = await readKey(path);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await Deno.remove(aside);
  }
}

export async function createSigner(secret: Uint8Array<ArrayBuffer>): Promise<Signer> {
  const key = await crypto.subtle.importKey("raw", secret, ALGORITHM, false, ["sign", "verify"]);
  const encoder = new TextEncoder();
  return {
    async sign(text) {
      const mac = await crypto.subtle.sign(ALGORITHM, key, encoder.encode(text));
      return `${text}.${encodeBase64Url(mac)}`;
    },
    async verify(signed) {
      const dot = signed.lastIndexOf(".");
      if (dot < 0) return undefined;
      const text = signed.slice(0, dot);
      try {
        const mac = decodeBase64Url(signed.slice(dot + 1));
        // The comparison takes the same time wherever the two differ.
        const isOurs = await crypto.subtle.verify(ALGORITHM, key, mac, encoder.encode(text));
        return isOurs ? text : undefined;
      } catch {
        return undefined;
      }
    },
    digest(text) {
      // Nothing that is signed begins like this: a name in a table is no signature. It is computed
      // here and now: on a busy machine the way to another thread takes longer than all the rest.
      return createHmac("sha256", secret).update(`digest of ${text}`).digest("base64url");
    },
  };
}
