/** Name under which the learner's code appears in stack frames. */
export const PROGRAM_URL = "program.js";

interface CallSite {
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
}

// V8 asks the realm's first Error, which lockdown replaces for everybody else.
const OriginalError = Error;
const lines = new WeakMap<object, number>();

/**
 * Called after lockdown. Makes `error.stack` the same empty text in every home, so that no program can tell where it runs
 * or read the grader's paths, and remembers the innermost line of the program for `lineOf`.
 */
export function hideStacks(): void {
  const hidden = (error: object, sites: readonly CallSite[]) => {
    const site = sites.find((each) => each.getScriptNameOrSourceURL() === PROGRAM_URL);
    const line = site?.getLineNumber();
    if (typeof line === "number" && typeof error === "object" && error !== null) {
      lines.set(error, line);
    }
    return "";
  };
  Object.defineProperty(OriginalError, "prepareStackTrace", {
    value: hidden,
    writable: false,
    configurable: false,
  });
}

/** The line of the program's own text on which the error arose, if it is known. */
export function lineOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  try {
    // V8 prepares a stack when it is first read.
    void (error as { stack?: unknown }).stack;
  } catch {
    return undefined;
  }
  return lines.get(error);
}
