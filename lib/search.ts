/**
 * Full-text search, the same in both homes: the build makes an index, the server answers from it
 * where there is no JavaScript, and the browser where there is. The library comes from outside.
 */

/** A piece of text that can be found: what stands below one heading, a term, an exercise. */
export interface Passage {
  /** Where it is: `/chapter/vector-clocks#reading-two-clocks`. */
  readonly id: string;
  /** The section's or exercise's title. */
  readonly title: string;
  /** The heading that it stands below; empty before the first. */
  readonly heading: string;
  readonly text: string;
}

/** What the library is told when the index is made, and again when it is read. */
export const INDEX_OPTIONS = {
  fields: ["title", "heading", "text"],
  storeFields: ["title", "heading", "text"],
};

/** All words must occur; the last may be unfinished, and long ones may have a slip of the pen. */
const SEARCH_OPTIONS = {
  combineWith: "AND",
  boost: { title: 4, heading: 3 },
  prefix: (_term: string, index: number, terms: string[]) => index === terms.length - 1,
  fuzzy: (term: string) => term.length > 5 ? 0.2 : false as number | false,
} as const;

/** Where nothing is found so, short words may have one too: "clok" is near to many words. */
const LENIENT_OPTIONS = {
  ...SEARCH_OPTIONS,
  fuzzy: (term: string) => term.length > 3 ? 0.25 : false as number | false,
};

/** As much of the library as is used here. */
export interface SearchIndex {
  search(query: string, options: typeof SEARCH_OPTIONS): {
    readonly id: unknown;
    readonly match: Readonly<Record<string, unknown>>;
    readonly [stored: string]: unknown;
  }[];
}

/** A part of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

export interface Hit {
  readonly path: string;
  readonly title: string;
  readonly heading: string;
  readonly snippet: readonly Piece[];
}

/** More than these are not shown: who sees so many looks for another word. */
export const HITS_MAX = 12;

export function findHits(index: SearchIndex, query: string): Hit[] {
  const strict = index.search(query, SEARCH_OPTIONS);
  const found = strict.length > 0 ? strict : index.search(query, LENIENT_OPTIONS);
  return found.slice(0, HITS_MAX).map((result) => ({
    path: String(result.id),
    title: String(result.title),
    heading: String(result.heading),
    snippet: cutSnippet(String(result.text), Object.keys(result.match)),
  }));
}

const BEFORE = 60;
const LENGTH = 180;

/** The part of a text around the first of some words, which are lowercase, in pieces. */
export function cutSnippet(text: string, words: readonly string[]): Piece[] {
  const found = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => words.includes(word.toLowerCase()));
  const first = found[0]?.index ?? 0;
  const start = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1;
  const isWhole = text.length <= start + LENGTH;
  const end = isWhole ? text.length : text.lastIndexOf(" ", start + LENGTH);
  const pieces: Piece[] = [];
  let at = start;
  const add = (to: number, isMatch: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at, to), isMatch });
    at = to;
  };
  for (const { 0: word, index } of found) {
    if (index + word.length > end) break;
    add(index, false);
    add(index + word.length, true);
  }
  add(end, false);
  return [
    ...start > 0 ? [{ text: "… ", isMatch: false }] : [],
    ...pieces,
    ...isWhole ? [] : [{ text: " …", isMatch: false }],
  ];
}
