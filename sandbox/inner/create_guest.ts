import { freezeDeep } from "./lockdown.ts";
import { copyData } from "@/engine/copy_data.ts";
import { type Exports, type Guest, GuestError, GuestThrew, RanOut } from "@/engine/guest.ts";
import { KNOWN_GLOBALS } from "./known_globals.ts";
import { METER, Meter } from "./meter.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { lineOf, PROGRAM_URL } from "./stack_frames.ts";

declare const Compartment: new (options: Readonly<Record<string, unknown>>) => {
  readonly globalThis: Record<string, unknown>;
  evaluate(source: string, options?: Readonly<Record<string, unknown>>): unknown;
};

/** Longest text of an exception that is shown. */
const MESSAGE_MAX = 300;
/** Of what a file exports instead of what it should, so much is named. */
const EXPORTS_SHOWN_MAX = 5;
const NAME_MAX = 40;

export interface GuestOptions {
  /** Evaluate afresh for every node even where nothing could tell: for benchmarks. */
  readonly isAlwaysFresh?: boolean;
  /** Called with the line of each statement of the program's before it runs. Makes it slow. */
  readonly onLine?: (line: number) => void;
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
  const { onLine } = options;
  const prepared = prepare(source, { tellsLines: onLine !== undefined });
  const meter = new Meter(onLine);
  const evaluate = compile(prepared, meter);
  const load = () => {
    const evaluated = runMetered(meter, evaluate);
    checkExports(evaluated.exports, exports);
    return evaluated;
  };
  let shared: Exports | undefined;
  return {
    source,
    isCopyable: prepared.isCopyable,
    instantiate() {
      if (prepared.stateless === undefined || options.isAlwaysFresh) return load().exports;
      return shared ??= freezeDeep(load()).exports;
    },
    enter: () => meter.start(),
    leave: () => meter.stop(),
    explain: (thrown) => explain(meter, thrown),
  };
}

/** What one evaluation of the file brought forth. */
interface Evaluated {
  readonly exports: Exports;
  /** The functions and classes that one evaluation shares among all nodes. */
  readonly shared: readonly unknown[];
}

/** Compiles once. Each call of the result evaluates the whole file anew. */
function compile(prepared: Prepared, meter: Meter): () => Evaluated {
  const compartment = new Compartment({ __options__: true, globals: {} });
  const globals = compartment.globalThis;
  for (const name of Object.getOwnPropertyNames(globals)) {
    if (!KNOWN_GLOBALS.has(name)) delete globals[name];
  }
  globals.structuredClone = (value: unknown) => copyData(value);
  globals.console = SILENT_CONSOLE;
  freezeDeep(globals);
  // Handed in as parameters: looking a global up through SES's scope object costs a hundred times more.
  const names = [...KNOWN_GLOBALS].filter((name) => name !== "undefined");
  const exported = [...prepared.exports].map(([name, local]) =>
    `[${JSON.stringify(name)}]:typeof ${local}==="undefined"?undefined:${local}`
  );
  const shared = [...prepared.stateless ?? []];
  // All on the first line, so that the learner's lines keep their numbers.
  const code = `(function(${METER},${names.join()}){"use strict";return function(){${prepared.code}
;return{exports:{${exported.join()}},shared:[${shared.join()}]}}})\n//# sourceURL=${PROGRAM_URL}`;
  const evaluator = evaluateText(compartment, code);
  return evaluator(meter, ...names.map((name) => globals[name])) as () => Evaluated;
}

type Evaluator = (...values: unknown[]) => unknown;

function evaluateText(compartment: InstanceType<typeof Compartment>, code: string): Evaluator {
  try {
    return compartment.evaluate(code, {
      // The syntax tree has no `eval`: what looks like one is text.
      __rejectSomeDirectEvalExpressions__: false,
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

function runMetered(meter: Meter, evaluate: () => Evaluated): Evaluated {
  let thrown: unknown;
  let hasThrown = false;
  let result: Evaluated | undefined;
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
  return result as Evaluated;
}

function checkExports(
  found: Exports,
  expected: Readonly<Record<string, "function" | "class">>,
): void {
  for (const [name, kind] of Object.entries(expected)) {
    const promise = `Your file must export a ${kind} named ${name}`;
    if (!Object.hasOwn(found, name)) {
      throw new GuestError(`${promise}: add \`export ${kind} ${name}\`. ${tellExports(found)}`);
    }
    if (typeof found[name] !== "function") {
      throw new GuestError(
        `${promise}, and its ${name} is of type ${typeof found[name]}: ` +
          `write \`export ${kind} ${name}\`.`,
      );
    }
    // Arrow functions and methods have none, and cannot be called with `new`.
    if (kind === "class" && !Object.hasOwn(found[name], "prototype")) {
      throw new GuestError(
        `${promise}, and its ${name} is a function that \`new\` cannot call: ` +
          `write \`export class ${name}\`.`,
      );
    }
  }
}

/** What there is instead, since most often it is a name that was spelled in another way. */
function tellExports(found: Exports): string {
  const names = Object.keys(found);
  if (names.length === 0) return "It exports nothing.";
  if (names[0] === "default" && names.length === 1) {
    return "It exports only a default: leave out the word `default`.";
  }
  const shown = names.slice(0, EXPORTS_SHOWN_MAX).map((name) => name.slice(0, NAME_MAX));
  return `It exports ${shown.join(", ")}${names.length > shown.length ? " and more" : ""} instead.`;
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
  return line === undefined ? shown : `${shown.replace(/\.$/, "")} (line ${line})`;
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) {
    const shown = typeof thrown === "string" ? JSON.stringify(thrown) : String(thrown);
    return `${shown}, which is no Error: only an Error knows its line`;
  }
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  if (typeof name !== "string" || typeof message !== "string") return "an object that is no Error";
  return `${name}: ${message}${OF_FROZEN.test(message) ? FROZEN : ""}`;
}

/** V8's words for a change of what is frozen, such as the context and its peers. */
const OF_FROZEN =
  /^Cannot (?:assign to read only property|delete property|add property .* not extensible$)/;
const FROZEN = ": it is frozen, so change a copy of it instead";

export { GuestError, GuestThrew, RanOut };
