import type { Comment, Token } from "acorn";
import type { Edits } from "./edits.ts";

/**
 * SES searches the text for `import(`, `eval(` and HTML comments, and takes what only looks like
 * one, in a string or a comment, for the real thing. The real ones were refused by the syntax tree
 * before, so the others are written in another way, or left out.
 */
export function hideFromSes(
  code: string,
  tokens: readonly Token[],
  comments: readonly Comment[],
  edits: Edits,
): void {
  for (const comment of comments) edits.replace(comment.start, comment.end, " ");
  for (const token of tokens) {
    if (isHtmlComment(code, token)) edits.wrap(token.end, token.end, " ", "");
    if (!TEXTS.has(token.type.label)) continue;
    const text = code.slice(token.start, token.end);
    const disguised = disguise(text);
    if (disguised !== text) edits.rewrite(token.start, token.end, disguised);
  }
}

/** The operators `<`, `!` and `--`, or `--` and `>`, without a space between them. */
function isHtmlComment(code: string, token: Token): boolean {
  const { label } = token.type;
  return (label === "</>/<=/>=" && code.startsWith("<!--", token.start)) ||
    (label === "++/--" && code.startsWith("-->", token.start));
}

/** Tokens with text of the program's: acorn's names. */
const TEXTS = new Set(["string", "template", "regexp"]);

/**
 * The same value in strings, templates and regular expressions alike. Only who reads a template
 * raw, or a regular expression's source, sees a difference.
 */
function disguise(text: string): string {
  return text
    .replaceAll("<!--", "<!-\\x2d")
    .replaceAll("-->", "--\\x3e")
    .replace(/\bimport(?=\s*[(/])/g, "impor\\x74")
    .replace(/\beval(?=\s*\()/g, "eva\\x6c");
}
