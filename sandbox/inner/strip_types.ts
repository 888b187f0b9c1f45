import { decode } from "@jridgewell/sourcemap-codec";
import { type Options, transform } from "sucrase";
import { GuestError } from "@/engine/guest.ts";

/** JavaScript, and the way back to what the learner wrote. */
export interface Stripped {
  readonly code: string;
  /** Says `Line 3, column 5` of the learner's text for a place in `code`. Columns count from 1. */
  place(line: number, column: number): string;
}

/**
 * Takes the types out of a TypeScript file. Lines stay where they were.
 *
 * @throws GuestError with line and column when it is not TypeScript.
 */
export function stripTypes(source: string): Stripped {
  try {
    const { code } = transform(source, OPTIONS);
    refuseNamespaces(source, code);
    return { code, place: (line, column) => placeOf(mappingsOf(source), line, column) };
  } catch (error) {
    if (isTooDeep(error) || error instanceof GuestError) throw error;
    throw new GuestError(describeSyntaxError(error, source));
  }
}

const OPTIONS: Options = {
  transforms: ["typescript"],
  disableESTransforms: true,
  preserveDynamicImport: true,
  filePath: "program.ts",
};

/** Sucrase takes a namespace for a type, and all that is in it out of the program. */
function refuseNamespaces(source: string, code: string): void {
  if (!source.includes("namespace") && !source.includes("module")) return;
  const stripped = code.split("\n");
  source.split("\n").forEach((line, index) => {
    const match = /^(\s*(?:export\s+)?)(namespace|module)\s+[\w.]+\s*\{/.exec(line);
    // In a comment or a text it stays where it was.
    if (match === null || stripped[index]?.includes(match[2])) return;
    throw new GuestError(
      `Line ${index + 1}, column ${match[1].length + 1}: \`${match[2]}\` is not available here: ` +
        "write what is in it at the top of the file.",
    );
  });
}

type Mappings = ReturnType<typeof decode>;

/** Made only for who asks: most programs have nothing in them that is to be pointed at. */
function mappingsOf(source: string): Mappings {
  const sourceMapOptions = { compiledFilename: "program.js" };
  return decode(transform(source, { ...OPTIONS, sourceMapOptions }).sourceMap?.mappings ?? "");
}

/** Whether something walked down a syntax tree until the stack was used up. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof Error && /call stack|too much recursion/.test(error.message);
}

function placeOf(mappings: Mappings, line: number, column: number): string {
  const before = (mappings[line - 1] ?? []).filter((segment) => segment[0] <= column);
  const segment = before.at(-1);
  const moved = segment?.[3] === undefined ? 0 : segment[3] - segment[0];
  return `Line ${line}, column ${column + moved + 1}`;
}

function describeSyntaxError(error: unknown, source: string): string {
  const message = error instanceof Error ? error.message : String(error);
  // Sucrase: "Error transforming program.ts: Unexpected token (3:5)".
  const match = /^(?:Error transforming [^:]*: )?([\s\S]*?) \((\d+):(\d+)\)$/.exec(message);
  if (match === null) return `This is not TypeScript: ${message}`;
  const [, what, line, column] = match;
  return `Line ${line}, column ${column}: ${isAtEnd(source, Number(line)) ? TOO_SHORT : what}.`;
}

const TOO_SHORT = "The file ends, and something is still open: look for a missing }, ) or ]";

/** Whether nothing stands in a line and below it. */
function isAtEnd(source: string, line: number): boolean {
  return source.split("\n").slice(line - 1).join("").trim() === "";
}
