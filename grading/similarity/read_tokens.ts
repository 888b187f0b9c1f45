import { tokenizer, tokTypes } from "acorn";
import { stripTypes } from "@/sandbox/inner/strip_types.ts";

/** A token as far as copies keep it: what it is, and on which line. */
export interface Token {
  /** Keywords and signs by their own text; a name, a number, a text by their kind alone. */
  readonly kind: string;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * A program's tokens without types, comments and layout, with all names and literals alike. So
 * renaming, other figures and other words do not change it, nor does taking types away.
 *
 * @throws Error where it is not TypeScript.
 */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  const options = { ecmaVersion: "latest", sourceType: "module", locations: true } as const;
  for (const { type, loc } of tokenizer(stripTypes(source).code, options)) {
    // A semicolon at the end of a line and a comma before a bracket are a formatter's business.
    if (type === tokTypes.semi || type === tokTypes.comma) continue;
    tokens.push({ kind: type.keyword ?? type.label, line: loc!.start.line });
  }
  return tokens;
}
