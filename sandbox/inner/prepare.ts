import { type Comment, parse, type Token } from "acorn";
import { GuestError } from "@/engine/guest.ts";
import { Edits } from "./edits.ts";
import { hideFromSes } from "./hide_from_ses.ts";
import { instrument, type InstrumentOptions } from "./instrument.ts";
import { findStateless } from "./is_stateless.ts";
import { refuse } from "./refuse.ts";
import { isTooDeep, type Stripped, stripTypes } from "./strip_types.ts";
import { type Syntax, walkSyntax } from "./syntax_tree.ts";
import { takeExports } from "./take_exports.ts";

/** A program made ready to be evaluated. */
export interface Prepared {
  /** Statements, with fuel counted and exports taken off. Lines are the learner's. */
  readonly code: string;
  /** Exported name to the local name that holds it. */
  readonly exports: ReadonlyMap<string, string>;
  /**
   * The functions and classes at the top of the file, when no two evaluations could be told apart,
   * so that one, with these frozen, will do for all nodes.
   */
  readonly stateless: ReadonlySet<string> | undefined;
  /**
   * False when the program keeps state where copying its nodes would miss it: private fields,
   * variables at the top of the file.
   */
  readonly isCopyable: boolean;
}

/**
 * Turns a learner's TypeScript file into code that counts its fuel.
 *
 * @throws GuestError, for the learner, with line and column.
 */
export function prepare(source: string, options?: InstrumentOptions): Prepared {
  try {
    return prepareText(source, options);
  } catch (error) {
    // Every step walks down the tree, and the stack ends somewhere.
    if (!(error instanceof GuestError) && isTooDeep(error)) {
      throw new GuestError("The file is nested too deeply to be read: split it into parts.");
    }
    throw error;
  }
}

function prepareText(source: string, options?: InstrumentOptions): Prepared {
  const stripped = stripTypes(source);
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const program = parseProgram(stripped, tokens, comments);
  refuse(program, stripped);
  const edits = new Edits(stripped.code);
  const exports = takeExports(program, edits);
  hideFromSes(stripped.code, tokens, comments, edits);
  instrument(program, edits, options);
  const stateless = findStateless(program);
  const isCopyable = stateless !== undefined && !hasPrivateNames(program);
  return { code: edits.apply(), exports, stateless, isCopyable };
}

function parseProgram(stripped: Stripped, onToken: Token[], onComment: Comment[]): Syntax {
  try {
    return parse(stripped.code, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      onToken,
      onComment,
    }) as unknown as Syntax;
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message: string };
    if (loc === undefined) throw error;
    const what = message.replace(/ \(\d+:\d+\)$/, "");
    throw new GuestError(`${stripped.place(loc.line, loc.column)}: ${what}.`);
  }
}

function hasPrivateNames(program: Syntax): boolean {
  let hasAny = false;
  walkSyntax(program, (node) => {
    if (node.type === "PrivateIdentifier") hasAny = true;
  });
  return hasAny;
}
