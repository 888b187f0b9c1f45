import { collect, permissionsOf } from "@/tests/server/start_site.ts";

/** A grader as `deno task grader` runs it. */
export interface GraderProcess {
  /** Resolves when it has printed something that fits. */
  until(pattern: RegExp): Promise<unknown>;
  /** Lets it hand back what it has, and resolves with its exit code. */
  stop(): Promise<number>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** Starts a grader beside a site, with that site's settings, and waits until it grades. */
export async function startGrader(
  settings: Readonly<Record<string, string>>,
): Promise<GraderProcess> {
  const env = { NO_COLOR: "1", ...settings };
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...await permissionsOf("grader", env), "tools/grader.ts"],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = collect(process);
  const end = async (signal: Deno.Signal) => {
    process.kill(signal);
    const { code } = await process.status;
    await output.ended;
    return code;
  };
  await output.find(/^Grading\./m);
  return {
    until: output.find,
    stop: () => end("SIGTERM"),
    kill: async () => void await end("SIGKILL"),
  };
}
