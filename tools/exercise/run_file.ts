import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { RunAnswer, RunEnding } from "@/islands/run/protocol.ts";

/** A process that says nothing for this long does work that no meter sees. */
export const SILENCE_MS_MAX = 10_000;
/** Before it says that it is ready, it reads and strips our own modules: on a busy machine for long. */
const LOAD_MS_MAX = 60_000;

/** One run of the public checks on a program, in a process of its own. */
export interface FileRun {
  readonly ending: Promise<RunEnding | { readonly kind: "stopped" }>;
  stop(): void;
}

/** Runs an exercise's public checks on a program. Its process has no permission but to read us. */
export function runFile(
  root: string,
  slug: string,
  source: string,
  onAnswer: (answer: RunAnswer) => void,
): FileRun {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--cached-only", `--allow-read=${root}`, "--allow-env"]
      .concat(`${root}/tools/exercise/run_public.ts`, slug),
    cwd: root,
    clearEnv: true,
    env: {
      NO_COLOR: "1",
      HOME: Deno.env.get("HOME") ?? "",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let isStopped = false;
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  return {
    ending: read(child, source, onAnswer, kill).then((ending) =>
      isStopped ? { kind: "stopped" } : ending
    ),
    stop() {
      isStopped = true;
      kill();
    },
  };
}

async function read(
  child: Deno.ChildProcess,
  source: string,
  onAnswer: (answer: RunAnswer) => void,
  kill: () => void,
): Promise<RunEnding> {
  const said = new Response(child.stderr).text();
  const writer = child.stdin.getWriter();
  // A process that died before it read says why on its own.
  await writer.write(new TextEncoder().encode(source)).then(() => writer.close()).catch(() => {});
  let isSilent = false;
  let ending: RunEnding | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const watch = (silenceMsMax = SILENCE_MS_MAX) => {
    clearTimeout(alarm);
    alarm = setTimeout(() => {
      isSilent = true;
      kill();
    }, silenceMsMax);
  };
  watch(LOAD_MS_MAX);
  // deno-lint-ignore no-explicit-any -- the two declare the same stream twice.
  for await (const line of createInterface({ input: Readable.fromWeb(child.stdout as any) })) {
    watch();
    const answer = JSON.parse(line) as RunAnswer;
    onAnswer(answer);
    if (isEnding(answer)) ending = answer;
  }
  clearTimeout(alarm);
  await child.status;
  const reason = (await said).trim();
  if (ending !== undefined) return ending;
  return isSilent ? SILENT : { kind: "our fault", reason };
}

const SILENT: RunEnding = {
  kind: "ran out",
  reason: `The program did not answer for ${SILENCE_MS_MAX / 1000} seconds and was stopped. ` +
    "Look for a loop that does not end, or for work that grows with every call.",
};

function isEnding(answer: RunAnswer): answer is RunEnding & { readonly id: number } {
  return ["done", "not gradable", "ran out", "our fault"].includes(answer.kind);
}
