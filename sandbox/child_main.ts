import { createGuest } from "./inner/create_guest.ts";
import { createLineGuest } from "./inner/create_line_guest.ts";
import { confirmFailure } from "@/engine/confirm_failure.ts";
import { GuestError, RanOut } from "@/engine/guest.ts";
import { carryOut } from "@/engine/play_case.ts";
import { runSuite } from "@/engine/run_suite.ts";
import type { Suite } from "@/engine/suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import type { Answer, Job } from "./protocol.ts";

// Taken before any program runs, and out of its reach: nobody else can write the protocol.
const { stdin, stdout, exit } = Deno;
// Deno has it, and its types do not tell.
const { cpuUsage } = Deno as unknown as { cpuUsage(): { user: number; system: number } };
const encoder = new TextEncoder();
/** As much as a pipe holds. */
const READ_BYTES = 65_536;
const now = performance.now.bind(performance);
const REASON_MAX = 1_000;

/** The graders by slug. Of all of them a child needs one, so each is made when it is asked for. */
export type Graders = Readonly<Record<string, () => Promise<{ readonly suite: Suite }>>>;

type Said<Kind extends Answer["kind"]> = Omit<Extract<Answer, { kind: Kind }>, "nonce" | "kind">;

/**
 * The child's whole life: reads one job, grades it, answers line by line, and is gone before any
 * promise of the program's could run.
 */
export async function serveOneJob(graders: Graders): Promise<void> {
  const text = await readLine();
  // The parent closed its end without a job: it has no use for this child.
  if (text === "") exit(0);
  const job = JSON.parse(text) as Job;
  const say: Say = (kind, said) => write({ nonce: job.nonce, kind, ...said });
  say("accepted", {});
  try {
    const load = graders[job.slug];
    if (load === undefined) throw new Error(`No grader for ${job.slug}`);
    const { suite } = await load();
    if (job.play === undefined) work(suite, job, say);
    else play(suite, job, say);
  } catch (error) {
    if (error instanceof GuestError) say("not gradable", { reason: shorten(error.message) });
    else if (error instanceof RanOut) say("not gradable", { reason: atLoad(error) });
    else {
      say("our fault", { reason: shorten(error instanceof Error ? error.message : String(error)) });
    }
  }
  exit(0);
}

type Say = <Kind extends Answer["kind"]>(kind: Kind, said: Said<Kind>) => void;

function work(suite: Suite, job: Job, say: Say): void {
  const startMs = now();
  const guest = createGuest(job.source, suite.exports);
  const readyMs = now();
  let shrink = 0;
  const timeShrinking = <Result>(body: () => Result): Result => {
    const beginMs = now();
    const result = body();
    shrink += now() - beginMs;
    return result;
  };
  const onCheck = (check: CheckResult) => say("check", { check });
  const { confirm, seed, only } = job;
  const options = confirm === undefined
    ? { seed, only, onCheck, timeShrinking }
    : { seed, only: confirm.passed, sample: confirm.sample };
  for (const claim of confirm?.failures ?? []) {
    onCheck(confirmFailure(suite, guest, { seed, claim }));
  }
  const result = runSuite(suite, guest, options);
  const run = now() - readyMs - shrink;
  say("done", { ...result, cpuMs: cpuMs(), times: { prepare: readyMs - startMs, run, shrink } });
}

function play(suite: Suite, { source, seed, play }: Job, say: Say): void {
  const guest = createGuest(source, suite.exports);
  guest.instantiate();
  try {
    const home = {
      suite,
      guest,
      seed,
      createLineGuest: () => createLineGuest(source, suite.exports),
    };
    say("played", carryOut(play!, home));
  } catch (error) {
    if (!(error instanceof RanOut)) throw error;
    say("not gradable", { reason: error.message });
  }
}

/** A parser repeats the name at which it stopped, and a name may be as long as the file. */
function shorten(reason: string): string {
  return reason.length > REASON_MAX ? `${reason.slice(0, REASON_MAX)}…`.toWellFormed() : reason;
}

function atLoad(error: RanOut): string {
  return `The file cannot be loaded. ${error.message}`;
}

/** From the start of the process, all of its threads. */
function cpuMs(): number {
  const { user, system } = cpuUsage();
  return Math.round((user + system) / 1_000);
}

/** Without Deno's streams, which take long to load. While it waits Deno stores what it has compiled. */
async function readLine(): Promise<string> {
  const decoder = new TextDecoder();
  const bytes = new Uint8Array(READ_BYTES);
  let text = "";
  while (!text.endsWith("\n")) {
    const count = await stdin.read(bytes);
    if (count === null) break;
    text += decoder.decode(bytes.subarray(0, count), { stream: true });
  }
  return text.trimEnd();
}

function write(answer: unknown): void {
  const bytes = encoder.encode(JSON.stringify(answer) + "\n");
  for (let offset = 0; offset < bytes.length;) offset += stdout.writeSync(bytes.subarray(offset));
}
