import { freezeDeep } from "./lockdown.ts";
import { copyData } from "@/engine/copy_data.ts";
import { type Exports, type Guest, GuestError, GuestThrew, RanOut } from "@/engine/guest.ts";
import { Meter } from "./meter.ts";
import { METER, prepare, type Prepared } from "./prepare.ts";
import { lineOf, PROGRAM_URL } from "./stack_frames.ts";

declare const Compartment: new (options: Readonly<Record<string, unknown>>) => {
  readonly globalThis: Record<string, unknown>;
  evaluate(source: string, options?: Readonly<Record<string, unknown>>): unknown;
};

/** Globals that a deterministic program must not have, or that lead out of the compartment. */
const FORBIDDEN = [
  "Compartment",
  "Function",
  "Promise",
  "Proxy",
  "Date",
  "eval",
  "harden",
  "lockdown",
];
/** Longest text of an exception that is shown. */
const MESSAGE_MAX = 300;

export interface GuestOptions {
  /** Evaluate afresh for every node even where nothing could tell: for benchmarks. */
  readonly isAlwaysFresh?: boolean;
}

/** A guest, with what static analysis found out about it. */
export interface SandboxedGuest extends Guest {
  /** False when copying a node's fields would miss some of its state. */
  readonly isCopyable: boolean;
}

/**
 * Loads a learner's file behind the inner walls: a SES compartment with no powers, and a meter.
 *
 * @throws GuestError, in the learner's words, when it cannot be loaded or lacks an export.
 */
export function createGuest(
  source: string,
  exports: Readonly<Record<string, "function" | "class">>,
  options: GuestOptions = {},
): SandboxedGuest {
  const prepared = prepare(source);
  const meter = new Meter();
  const evaluate = compile(prepared, meter);
  const load = () => checkExports(runMetered(meter, evaluate), exports);
  let shared: Exports | undefined;
  return {
    source,
    isCopyable: prepared.isCopyable,
    instantiate() {
      if (!prepared.isStateless || options.isAlwaysFresh) return load();
      return shared ??= freezeDeep(load());
    },
    enter: () => meter.start(),
    leave: () => meter.stop(),
    explain: (thrown) => explain(meter, thrown),
  };
}

/** Compiles once. Each call of the result evaluates the whole file anew. */
function compile(prepared: Prepared, meter: Meter): () => Exports {
  const compartment = new Compartment({ __options__: true, globals: {} });
  const globals = compartment.globalThis;
  for (const name of FORBIDDEN) delete globals[name];
  globals.structuredClone = copyData;
  globals.console = SILENT_CONSOLE;
  freezeDeep(globals);
  // Handed in as parameters: looking a global up through SES's scope object costs a hundred times more.
  const names = Object.getOwnPropertyNames(globals).filter((name) => name !== "undefined");
  const returned = [...prepared.exports].map(([name, local]) =>
    `${JSON.stringify(name)}:typeof ${local}==="undefined"?undefined:${local}`
  );
  // All on the first line, so that the learner's lines keep their numbers.
  const code = `(function(${METER},${names.join()}){"use strict";return function(){${prepared.code}
;return{${returned.join()}}}})\n//# sourceURL=${PROGRAM_URL}`;
  const evaluator = evaluateText(compartment, code);
  return evaluator(meter, ...names.map((name) => globals[name])) as () => Exports;
}

type Evaluator = (...values: unknown[]) => unknown;

function evaluateText(compartment: InstanceType<typeof Compartment>, code: string): Evaluator {
  try {
    return compartment.evaluate(code, {
      // The syntax tree has been searched for imports: text that only looks like one is harmless.
      __evadeHtmlCommentTest__: true,
      __evadeImportExpressionTest__: true,
    }) as Evaluator;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new GuestError(`The file cannot be loaded: ${message}`);
  }
}

const SILENT_CONSOLE = freezeDeep(
  Object.fromEntries(
    ["log", "info", "warn", "error", "debug"].map((name) => [name, () => undefined]),
  ),
);

function runMetered(meter: Meter, evaluate: () => Exports): Exports {
  let thrown: unknown;
  let hasThrown = false;
  let result: Exports = {};
  meter.start();
  try {
    result = evaluate();
  } catch (error) {
    thrown = error;
    hasThrown = true;
  } finally {
    meter.stop();
  }
  if (hasThrown) throw new GuestError(`The file throws while it loads: ${explain(meter, thrown)}`);
  return result;
}

function checkExports(
  found: Exports,
  expected: Readonly<Record<string, "function" | "class">>,
): Exports {
  for (const [name, kind] of Object.entries(expected)) {
    if (!Object.hasOwn(found, name)) {
      throw new GuestError(
        `Your file must export a ${kind} named ${name}: add \`export ${kind} ${name}\`.`,
      );
    }
    if (typeof found[name] !== "function") {
      throw new GuestError(
        `Your file must export a ${kind} named ${name}, and its ${name} is ${typeof found[name]}.`,
      );
    }
  }
  return found;
}

/** What was thrown, in words. Reading it may run the program's code, so that is metered too. */
function explain(meter: Meter, thrown: unknown): string {
  const line = lineOf(thrown);
  meter.start();
  let text: string;
  try {
    text = describeThrown(thrown);
    meter.noteOverflow(thrown);
  } catch {
    text = "something that cannot be shown";
  }
  meter.stop();
  const shown = text.toWellFormed().slice(0, MESSAGE_MAX);
  return line === undefined ? shown : `${shown} (line ${line})`;
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) {
    return typeof thrown === "string" ? JSON.stringify(thrown) : String(thrown);
  }
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  if (typeof name === "string" && typeof message === "string") return `${name}: ${message}`;
  return "an object that is no Error";
}

export { GuestError, GuestThrew, RanOut };
