/** One import or re-export of a module, as it stands in a file. */
export interface FoundImport {
  /** What stands between the quotes: `@/engine/types.ts`. */
  readonly specifier: string;
  /** True where nothing of it is left at run time: `import type`, or only `type` names. */
  readonly isTypeOnly: boolean;
  /** Counts from 1. */
  readonly line: number;
}

interface Token {
  readonly kind: "word" | "text" | "sign";
  readonly value: string;
  readonly line: number;
}

/**
 * Finds what a TypeScript file imports, without a compiler: comments, strings, templates and
 * patterns are stepped over, so that code in quotes does not count.
 */
export function scanImports(source: string): FoundImport[] {
  const tokens = tokenize(source);
  const found: FoundImport[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== "word" || tokens[index - 1]?.value === ".") return;
    if (token.value === "import") found.push(...readImport(tokens, index));
    else if (token.value === "export") found.push(...readExport(tokens, index));
  });
  return found;
}

function readImport(tokens: readonly Token[], index: number): FoundImport[] {
  const next = tokens[index + 1];
  // import "x"
  if (next?.kind === "text") return [found(next, false)];
  if (next?.value === "(") {
    const specifier = tokens[index + 2];
    return specifier?.kind === "text" ? [found(specifier, false)] : [];
  }
  return next?.value === "." ? [] : readFrom(tokens, index + 1);
}

function readExport(tokens: readonly Token[], index: number): FoundImport[] {
  const next = tokens[index + 1]?.value;
  const isList = next === "{" || next === "*" ||
    (next === "type" && ["{", "*"].includes(tokens[index + 2]?.value));
  return isList ? readFrom(tokens, index + 1) : [];
}

/** Reads from after `import` or `export` to the specifier, where there is one. */
function readFrom(tokens: readonly Token[], start: number): FoundImport[] {
  const isWholeType = tokens[start].value === "type" && tokens[start + 1]?.value !== "from" &&
    tokens[start + 1]?.value !== ",";
  const open = tokens[start + (isWholeType ? 1 : 0)];
  // A binding may itself be called `from`: the word counts before a text.
  const end = tokens.findIndex(({ value }, index) =>
    index >= start && (value === ";" || (value === "from" && tokens[index + 1]?.kind === "text"))
  );
  if (end < 0 || tokens[end].value === ";") return [];
  const specifier = tokens[end + 1];
  const isOnlyTypes = open.value === "{" && eachIsType(tokens.slice(start + 1, end - 1));
  return [found(specifier, isWholeType || isOnlyTypes)];
}

/** True for `type A, type B as C`, and not for the empty list. */
function eachIsType(names: readonly Token[]): boolean {
  const parts = names.map((token) => token.value).join(" ").split(",").map((part) => part.trim());
  return parts.some((part) => part !== "") &&
    parts.every((part) => part === "" || /^type \S/.test(part));
}

function found(token: Token, isTypeOnly: boolean): FoundImport {
  return { specifier: token.value, isTypeOnly, line: token.line };
}

const SPACE = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*|\d[\w.]*/uy;
/** A quote without an end on its line is an apostrophe in a page's text. */
const TEXT = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const PATTERN = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** After these, a slash divides; elsewhere it begins a pattern. */
const ENDS_VALUE = /^(?:[)\]}]|[\w$]+)$/;
const KEYWORDS = new Set(["return", "typeof", "case", "in", "of", "delete", "void", "yield"]);

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const last = tokens.at(-1);
    const mayDivide = last !== undefined &&
      (last.kind === "text" || (ENDS_VALUE.test(last.value) && !KEYWORDS.has(last.value)));
    let part = take(SPACE);
    if (part === undefined) {
      const text = take(TEXT);
      const word = text === undefined ? take(WORD) : undefined;
      if (text !== undefined) tokens.push({ kind: "text", value: text.slice(1, -1), line });
      else if (word !== undefined) tokens.push({ kind: "word", value: word, line });
      part = text ?? word ?? (source[at] === "`" ? takeTemplate(source, at) : undefined) ??
        (mayDivide ? undefined : take(PATTERN));
      if (part === undefined) tokens.push({ kind: "sign", value: part = source[at], line });
      else if (text === undefined && word === undefined) {
        tokens.push({ kind: "sign", value: ")", line });
      }
    }
    line += part.split("\n").length - 1;
    at += part.length;
  }
  return tokens;
}

/** A template from its first to its last backtick, with the templates inside its holes. */
function takeTemplate(source: string, start: number): string {
  let at = start + 1;
  let depth = 0;
  while (at < source.length) {
    const char = source[at];
    if (char === "\\") at++;
    else if (depth === 0 && char === "`") return source.slice(start, at + 1);
    else if (depth === 0 && char === "$" && source[at + 1] === "{") {
      depth = 1;
      at++;
    } else if (depth > 0 && char === "`") at += takeTemplate(source, at).length - 1;
    else if (depth > 0 && char === "{") depth++;
    else if (depth > 0 && char === "}") depth--;
    at++;
  }
  return source.slice(start);
}
