/**
 * Submits a file to a site in the learner's name, and waits for the verdict.
 * `deno task submit --help` says how.
 */
import { listExercises } from "@/grading/exercises.ts";
import { Refusal } from "@/grading/refusal.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { describeWaiting } from "@/islands/live/describe_waiting.ts";
import type { Waiting } from "@/islands/live/follow_submission.ts";
import { EXIT_CODES } from "./grade/exit_codes.ts";
import { formatVerdict } from "./grade/format_verdict.ts";
import { readProgram } from "./grade/read_program.ts";
import { ROOT } from "./root.ts";
import { readToken } from "./submit/read_token.ts";
import { awaitVerdict, sendProgram, type Site } from "./submit/site_client.ts";
import { SubmitError } from "./submit/submit_error.ts";
import { printable } from "./terminal/printable.ts";
import { runCommand } from "./terminal/run_command.ts";
import { showLine } from "./terminal/show_line.ts";
import { UsageError } from "./terminal/usage_error.ts";

const HELP = `Submits a file to a site in your name, and waits for the verdict.

  deno task submit SLUG FILE --server URL [--token-file PATH] [--json]

  SLUG               the exercise, such as vector-clock
  FILE               what you wrote: one TypeScript file
  --server URL       the site, such as https://truthlab.example
  --token-file PATH  where your token is, in a file that only you may read (chmod 600);
                     ~/.config/truthlab/token unless told
  --json             print the verdict as JSON

Make a token at URL/account/tokens. It is read from TRUTHLAB_TOKEN, or else from the file; never
from the command line, which others on this machine can see.
Exit code: 0 passed, 1 failed, 2 ran out, 3 not gradable, 4 the site's fault, 64 wrong use, 69 the
site cannot be reached, 75 come again later, 77 no token, or one that is not taken.`;

/** Where nobody else can listen. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

interface Order {
  readonly slug: string;
  readonly file: string;
  readonly server: URL;
  readonly tokenFile?: string;
  readonly isJson: boolean;
}

async function submit({ slug, file, server, tokenFile, isJson }: Order): Promise<number> {
  const source = await readProgram(file);
  const token = await readToken({ env: Deno.env, file: tokenFile });
  if (server.protocol === "http:" && !LOOPBACK.test(server.hostname)) {
    console.error(
      `Your token goes to ${server.host} unencrypted: use https:// where it is to be had`,
    );
  }
  const site: Site = { server: server.href.replace(/\/+$/, ""), token };
  showLine(`Sending to ${site.server} ...`, Deno.stderr);
  const stored = await sendProgram(
    site,
    { slug, source },
    (seconds) => showLine(`That was a lot at once: sending again in ${seconds} s`, Deno.stderr),
  );
  const verdict = await awaitVerdict(site, stored, showWaiting);
  showLine("", Deno.stderr);
  console.log(isJson ? JSON.stringify(verdict, null, 2) : await format(slug, verdict));
  if (!isJson) console.log(`\n  ${printable(site.server + stored.url)}`);
  return EXIT_CODES[verdict.verdict];
}

function showWaiting(waiting: Waiting): void {
  const { title } = describeWaiting(waiting);
  showLine(waiting.isLost ? `Stored. The connection is lost: trying again` : title, Deno.stderr);
}

/** The site's words: nothing in them may move the cursor. */
async function format(slug: string, verdict: SubmissionVerdict): Promise<string> {
  const known = await listExercises(ROOT);
  const title = known.find((exercise) => exercise.slug === slug)?.title ?? slug;
  const clean = JSON.parse(
    JSON.stringify(verdict),
    (_, value) => typeof value === "string" ? printable(value) : value,
  );
  return formatVerdict(clean, { title, hasColor: Deno.stdout.isTerminal() && !Deno.noColor });
}

function readServer(text: string | undefined): URL {
  if (text === undefined) throw new UsageError("To which site? Add --server URL");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError(`"${text}" is no address of a site: it begins with https:// or http://`);
  }
  if (url.username !== "" || url.search !== "" || url.hash !== "") {
    throw new UsageError("Give the site's address alone, such as https://truthlab.example");
  }
  return url;
}

/** The exit code of whatever went wrong; the line that was being written over is cleared. */
function codeOf(error: unknown): number {
  showLine("", Deno.stderr);
  if (error instanceof SubmitError) return error.exitCode;
  return EXIT_CODES[error instanceof Refusal ? "not gradable" : "our fault"];
}

await runCommand({
  help: HELP,
  options: {
    server: { type: "string" },
    "token-file": { type: "string" },
    // Known only to be refused.
    token: { type: "string" },
    json: { type: "boolean", default: false },
  },
  words: [2, 2],
  run(values, [slug, file]) {
    if (values.token !== undefined) {
      throw new UsageError("Others can see a command line: set TRUTHLAB_TOKEN instead");
    }
    const server = readServer(values.server);
    const { json: isJson, "token-file": tokenFile } = values;
    return submit({ slug, file, server, tokenFile, isJson });
  },
  codeOf,
});
