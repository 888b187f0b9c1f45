import type { Term } from "@/lib/section.ts";
import { element, type Node, text } from "./tree.ts";

/** No term is looked for in these. */
const CLOSED = ["a", "code", "pre", "button", "h2", "h3", "h4", "th", "sup"];

/** Marks that belong to a term's line: browsers may break one before and after a button. */
const OPENING = /["'([]*$/;
const CLOSING = /^[.,;:!?)"'\]]*/;

/**
 * A rehype plug-in: the first occurrence of each of the glossary's terms becomes a button that
 * shows the card of the term, `term-<id>`. Lists the ids of those that occur in the file's data.
 */
export function markTerms(glossary: readonly Term[]) {
  return () => (tree: Node, file: { data: Record<string, unknown> }): void => {
    const left = new Map(glossary.map((term) => [term.id, patternOf(term)]));
    const found: string[] = [];
    const replace = (value: string): Node[] => {
      const first = firstTerm(value, left);
      if (first === undefined) return [text(value)];
      const { id, start, end } = first;
      left.delete(id);
      found.push(id);
      const properties = { type: "button", className: ["term"], popoverTarget: `term-${id}` };
      const button = element("button", properties, [text(value.slice(start, end))]);
      const [opening] = value.slice(0, start).match(OPENING)!;
      const [closing] = value.slice(end).match(CLOSING)!;
      const together = [text(opening), button, text(closing)].filter(({ value }) => value !== "");
      return [
        ...replace(value.slice(0, start - opening.length)),
        element("span", { className: ["term-line"] }, together),
        ...replace(value.slice(end + closing.length)),
      ];
    };
    const walk = (node: Node): void => {
      if (CLOSED.includes(node.tagName ?? "") || node.children === undefined) return;
      node.children = node.children.flatMap((child) => {
        if (child.type === "text") {
          return replace(child.value ?? "").filter(({ value }) => value !== "");
        }
        walk(child);
        return [child];
      });
    };
    walk(tree);
    file.data.terms = found;
  };
}

/** What stands first in the text; of two that begin at the same place, the longer one. */
function firstTerm(
  value: string,
  patterns: ReadonlyMap<string, RegExp>,
): { id: string; start: number; end: number } | undefined {
  let first: { id: string; start: number; end: number } | undefined;
  for (const [id, pattern] of patterns) {
    const match = pattern.exec(value);
    if (match === null) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    if (first === undefined || start < first.start || (start === first.start && end > first.end)) {
      first = { id, start, end };
    }
  }
  return first;
}

/**
 * A term or one of its aliases, also with a plural or a possessive s. Only names with capitals
 * mind the case.
 */
export function patternOf({ term, also }: Pick<Term, "term" | "also">): RegExp {
  const names = [term, ...also].map((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return /\p{Lu}/u.test(name) ? escaped : escaped.replace(
      /^\p{Ll}/u,
      (letter) => `[${letter}${letter.toUpperCase()}]`,
    );
  });
  return new RegExp(
    `(?<![\\p{L}\\p{N}_-])(?:${names.join("|")})(?:['’]?s)?(?![\\p{L}\\p{N}_-])`,
    "u",
  );
}
