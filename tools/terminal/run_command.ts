import { parseArgs, type ParseArgsConfig } from "node:util";
import { isTold } from "@/serve.ts";
import { printable } from "./printable.ts";
import { EXIT_USAGE, UsageError } from "./usage_error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<Own extends Options> = ReturnType<typeof parseArgs<{ options: Own }>>["values"];

/** A command as somebody types it. */
export interface Command<Own extends Options = Options> {
  /** Said where `--help` asks for it. Its first indented line shows how the command is typed. */
  readonly help: string;
  readonly options?: Own;
  /** How many words it takes besides, at the least and at the most: none unless told. */
  readonly words?: readonly [min: number, max: number];
  /** Does what the command says; the number is its exit code, 0 unless told. */
  readonly run: (values: Values<Own>, words: string[]) => Promise<number | void>;
  /** The exit code of an error whose message is all that one needs to know; undefined for others. */
  readonly codeOf?: (error: unknown) => number | undefined;
}

/** Runs a command with what was typed behind it, and ends the process. */
export async function runCommand<const Own extends Options>(command: Command<Own>): Promise<never> {
  Deno.exit(await answer(command, Deno.args));
}

/** Runs a command, tells what goes wrong, and returns the exit code. */
export async function answer<const Own extends Options>(
  command: Command<Own>,
  args: readonly string[],
): Promise<number> {
  try {
    const asked = readArguments(command, args);
    if (asked !== undefined) return await command.run(asked.values, asked.words) ?? 0;
    console.log(command.help);
    return 0;
  } catch (error) {
    const code = error instanceof UsageError ? EXIT_USAGE : command.codeOf?.(error);
    console.error(printable(describe(error, code !== undefined)));
    return code ?? 1;
  }
}

/** What was typed; undefined where help was asked for. */
function readArguments<Own extends Options>(
  { help, options, words: [min, max] = [0, 0] }: Command<Own>,
  args: readonly string[],
): { values: Values<Own>; words: string[] } | undefined {
  const all = { ...options, help: { type: "boolean", short: "h" } } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: all });
  } catch (error) {
    // What comes behind its first sentence is about words that begin with a dash.
    throw new UsageError(`${(error as Error).message.split(/\.(?:\s|$)/)[0]}: see --help`);
  }
  const { values, positionals: words } = parsed;
  if ("help" in values && values.help === true) return undefined;
  if (words.length < min || words.length > max) {
    throw new UsageError(`Expected: ${help.match(/^ {2}(.*deno task .*)$/m)?.[1] ?? help}`);
  }
  return { values: values as unknown as Values<Own>, words };
}

/** An error that nobody expected is a bug of ours: then where it happened matters. */
function describe(error: unknown, isExpected: boolean): string {
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = "code" in error && typeof error.code === "string";
  return isExpected || isTold(error) || isOfSystem ? error.message : error.stack ?? error.message;
}
