import { type Comparison, findSimilar, type Printed, printTokens } from "./find_similar.ts";
import { matchPassages } from "./match_passages.ts";
import { readTokens, type Token } from "./read_tokens.ts";

/** A submission's text. */
export interface Program {
  readonly id: string;
  readonly source: string;
}

export interface ProgramComparison extends Comparison {
  readonly compared: number;
  /** The programs that are no TypeScript: nobody can compare them. */
  readonly unreadable: readonly string[];
}

/** Programs that were read once are kept, the one asked for longest ago is forgotten first. */
const KEPT_MAX = 2_000;
const kept = new Map<string, Printed | undefined>();
/** After so long others get their turn. */
const READ_MS_MAX = 20;

/** Compares programs with each other; what is in the given texts counts for nothing. */
export async function comparePrograms(
  programs: readonly Program[],
  given: readonly string[],
): Promise<ProgramComparison> {
  const printed: Printed[] = [];
  const unreadable: string[] = [];
  let sinceMs = performance.now();
  for (const program of programs) {
    const found = print(program);
    if (found === undefined) unreadable.push(program.id);
    else printed.push(found);
    // Reading hundreds takes a second: the site's other visitors do not wait for it.
    if (performance.now() - sinceMs < READ_MS_MAX) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    sinceMs = performance.now();
  }
  const comparison = findSimilar(printed, given.map(kindsOf));
  return { ...comparison, compared: printed.length, unreadable };
}

/** A submission's source never changes: its id is enough to know it by. */
function print({ id, source }: Program): Printed | undefined {
  const known = kept.has(id);
  const printed = known ? kept.get(id) : readPrint(id, source);
  kept.delete(id);
  kept.set(id, printed);
  if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!);
  return printed;
}

function readPrint(id: string, source: string): Printed | undefined {
  const tokens = tryRead(source);
  return tokens && printTokens(id, tokens.map(({ kind }) => kind));
}

function tryRead(source: string): Token[] | undefined {
  try {
    return readTokens(source);
  } catch {
    return undefined;
  }
}

function kindsOf(source: string): string[] {
  return (tryRead(source) ?? []).map(({ kind }) => kind);
}

/** Lines of two programs that say the same: numbers count from 1, and the last is part of it. */
export interface SharedLines {
  readonly one: readonly [from: number, to: number];
  readonly other: readonly [from: number, to: number];
  readonly tokens: number;
}

/** What two programs share, in the order of the first. Either of them may be no TypeScript. */
export function shareLines(
  one: string,
  other: string,
  common: ReadonlySet<number>,
): SharedLines[] {
  const [tokens, otherTokens] = [tryRead(one) ?? [], tryRead(other) ?? []];
  const [kinds, otherKinds] = [tokens, otherTokens].map((each) => each.map(({ kind }) => kind));
  return matchPassages(kinds, otherKinds, common)
    .sort((a, b) => a.one - b.one)
    .map((passage) => ({
      one: linesOf(tokens, passage.one, passage.length),
      other: linesOf(otherTokens, passage.other, passage.length),
      tokens: passage.length,
    }));
}

function linesOf(tokens: readonly Token[], start: number, length: number): [number, number] {
  return [tokens[start].line, tokens[start + length - 1].line];
}
