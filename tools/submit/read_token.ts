import { TOKEN_PREFIX } from "@/auth/access_tokens.ts";
import { EXIT, SubmitError } from "./submit_error.ts";

/** Where the token is looked for, besides a file that is named. */
export const TOKEN_VARIABLE = "TRUTHLAB_TOKEN";
const TOKEN = new RegExp(`^${TOKEN_PREFIX}[\\w-]{20,200}$`);
/** What others on this machine could do with a file. */
const OTHERS = 0o077;

export interface TokenPlaces {
  readonly env: { get(name: string): string | undefined };
  /** A file that the learner named. */
  readonly file?: string;
}

/**
 * The learner's token, from the environment or from a file that nobody else may read. Never from
 * the command line, which every other user of the machine can see.
 *
 * @throws SubmitError that says how to get one.
 */
export async function readToken({ env, file }: TokenPlaces): Promise<string> {
  const given = env.get(TOKEN_VARIABLE)?.trim();
  if (given && file === undefined) return check(given, TOKEN_VARIABLE);
  const path = file ?? defaultFile(env);
  const text = path === undefined ? undefined : await readPrivate(path);
  if (text !== undefined) return check(text.trim(), path!);
  if (file !== undefined) throw refuse(`There is no file ${file}`);
  const places = [`set ${TOKEN_VARIABLE}`, ...path === undefined ? [] : [`put it into ${path}`]];
  throw refuse(
    `There is no token: make one at /account/tokens of the site, and ${places.join(", or ")}`,
  );
}

function defaultFile(env: TokenPlaces["env"]): string | undefined {
  const home = env.get("HOME");
  const folder = env.get("XDG_CONFIG_HOME") || (home && `${home}/.config`);
  return folder && `${folder}/truthlab/token`;
}

function check(token: string, where: string): string {
  // The message does not repeat it: it may be half of a secret.
  if (!TOKEN.test(token)) {
    throw refuse(`${where} holds no token: one begins with "${TOKEN_PREFIX}"`);
  }
  return token;
}

/** The text of a file that is its owner's alone; undefined where there is none. */
async function readPrivate(path: string): Promise<string | undefined> {
  try {
    using file = await Deno.open(path);
    const { mode } = await file.stat();
    if (mode !== null && (mode & OTHERS) !== 0) {
      throw refuse(`Others can read ${path}: chmod 600 ${path}, or make a new token if they did`);
    }
    return await new Response(file.readable).text();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof SubmitError) throw error;
    throw refuse(`Cannot read ${path}: ${(error as Error).message}`);
  }
}

function refuse(message: string): SubmitError {
  return new SubmitError(EXIT.token, message);
}
