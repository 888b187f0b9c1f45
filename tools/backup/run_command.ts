import { parseArgs } from "node:util";
import { EXIT_USAGE, UsageError } from "../terminal/usage_error.ts";

/** Errors whose message is all that the operator needs. */
const TOLD = ["BackupError", "DatabaseError", "MigrationError", "StartError"];

/** Runs a command; what goes wrong is told in one line, and is the exit code. */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message);
      Deno.exit(EXIT_USAGE);
    }
    console.error(describe(error));
    Deno.exit(1);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfDisk = "code" in error && typeof error.code === "string";
  return TOLD.includes(error.name) || isOfDisk ? error.message : error.stack ?? error.message;
}

/** Reads one file at most, and the switches. */
export function readCommand(args: string[]) {
  let parsed;
  try {
    const help = { type: "boolean", short: "h" } as const;
    const options = { help, replace: { type: "boolean" } } as const;
    parsed = parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\.?(\s|$)(?=[A-Z]|$)/)[0]);
  }
  const { values, positionals: [file, ...more] } = parsed;
  if (more.length > 0) throw new UsageError(`Expected one file: what is ${more[0]}?`);
  return { file, isHelp: values.help === true, replaces: values.replace === true };
}
