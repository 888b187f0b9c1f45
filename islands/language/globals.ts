const SILENT = "/** Prints nothing here: what a run did is shown by its picture. */";

/** What the compartment has besides the language's own: see `sandbox/inner/create_guest.ts`. */
export const GLOBALS = `
interface Console {
${
  ["log", "info", "warn", "error", "debug"].map((name) =>
    `  ${SILENT}\n  ${name}(...data: unknown[]): void;`
  ).join("\n")
}
}
declare var console: Console;
declare function structuredClone<T>(value: T): T;
`;
