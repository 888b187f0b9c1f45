import estree from "prettier/plugins/estree";
import typescript from "prettier/plugins/typescript";
import { formatWithCursor } from "prettier/standalone";

/** A program laid out anew, and where the cursor is in it. */
export interface Formatted {
  readonly source: string;
  readonly cursor: number;
}

/**
 * Lays a program out, much as the starters are.
 *
 * @throws Error, with a message for the learner, when the program does not parse.
 */
export async function formatProgram(source: string, cursor: number): Promise<Formatted> {
  try {
    const { formatted, cursorOffset } = await formatWithCursor(source, {
      parser: "typescript",
      plugins: [typescript, estree],
      printWidth: 100,
      cursorOffset: cursor,
    });
    return { source: formatted, cursor: Math.max(0, cursorOffset) };
  } catch (error) {
    throw new Error(explain(error), { cause: error });
  }
}

/** The formatter's messages end with the place and a picture of it. */
function explain(error: unknown): string {
  const { message, loc } = error as { message: string; loc?: { start: Position } };
  const [first] = message.split("\n");
  const reason = first.replace(/ \(\d+:\d+\)$/, "");
  if (loc === undefined) return `Not formatted: ${reason}`;
  return `Not formatted: line ${loc.start.line}, column ${loc.start.column}: ${reason}`;
}

interface Position {
  readonly line: number;
  readonly column: number;
}
