import { encodeBase64Url } from "hono/utils/encode";
import { sha256 } from "@/lib/hash_files.ts";

/** The file in the data folder that holds the hash of the instructor's token. */
export const TOKEN_FILE = "instructor.sha256";

/**
 * Makes a new token, which opens /teach; the one before is void from now on. Only its hash is
 * kept. The token has 192 random bits, so a plain hash cannot be reversed by guessing.
 */
export async function makeInstructorToken(dataDir: string): Promise<string> {
  const { token, aside, path } = await writeAside(dataDir);
  await Deno.rename(aside, path);
  return token;
}

/**
 * Makes the first token of a data folder; undefined where there is one already. Of processes that
 * start at once, one has made it: no other shows a token that is void.
 */
export async function makeFirstToken(dataDir: string): Promise<string | undefined> {
  if (await readTokenHash(dataDir) !== undefined) return undefined;
  const { token, aside, path } = await writeAside(dataDir);
  try {
    await Deno.link(aside, path);
    return token;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return undefined;
    throw error;
  } finally {
    await Deno.remove(aside);
  }
}

async function writeAside(
  dataDir: string,
): Promise<{ readonly token: string; readonly aside: string; readonly path: string }> {
  const token = `teach-${encodeBase64Url(crypto.getRandomValues(new Uint8Array(24)).buffer)}`;
  const path = `${dataDir}/${TOKEN_FILE}`;
  const aside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(aside, await sha256(token), { mode: 0o600, createNew: true });
  return { token, aside, path };
}

/** The hash of the token that opens /teach now, or undefined before the first was made. */
export async function readTokenHash(dataDir: string): Promise<string | undefined> {
  try {
    return (await Deno.readTextFile(`${dataDir}/${TOKEN_FILE}`)).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

export async function isInstructorToken(dataDir: string, token: string): Promise<boolean> {
  // Two hashes are compared: how soon they differ tells nothing about the token.
  return await readTokenHash(dataDir) === await sha256(token.trim());
}
