import type { QuestionSource } from "@/lib/section.ts";
import { CITATION } from "@/tools/build/content/cite.ts";
import { type Node, textOf, visit } from "@/tools/build/content/tree.ts";

/**
 * Every number in the text needs a citation in the same paragraph, list item or table row:
 * `[@key]`, or `[@computed]` or `[@illustrative]` where there is no source to name.
 *
 * A number is a word that begins with a digit, whatever sign or bracket stands before it, so that
 * `43`, `99.94 %`, `$10`, `1978` and `8x` are numbers. These are none:
 *
 * - what stands in code or in a heading, and the numbers of a list's items;
 * - names, which begin with a letter: `n1`, `S3`, `UTF-8`;
 * - formulas with a variable: `2f+1`, `n/2`;
 * - labels, which follow the word for what they number: `Figure 8`, `section 5.2`, `term 4`.
 *
 * A question is one block, with all its texts: see `findUncitedQuestions`.
 *
 * @returns the first number of each block without a citation, with its line.
 */
export function findUncited(tree: Node): { line: number; number: string }[] {
  const found: { line: number; number: string }[] = [];
  visit(tree, (node) => {
    if (node.type !== "paragraph" && node.type !== "tableRow") return;
    const words = textWithoutCode(node);
    const [number] = numbersIn(words.replace(CITATION, ""));
    if (number !== undefined && words.search(CITATION) < 0) {
      found.push({ line: node.position?.start.line ?? 0, number });
    }
    return "stop";
  });
  return found;
}

/** Cells are put apart; what is code becomes a name, so that it still has a place in its sentence. */
function textWithoutCode(node: Node): string {
  if (node.type === "inlineCode") return "code";
  if (node.children === undefined) return textOf(node);
  const inner = node.children.map(textWithoutCode).join("");
  return node.type === "tableCell" ? `${inner} | ` : inner;
}

/** The questions that have a number and no citation, each with its first number. */
export function findUncitedQuestions(
  questions: readonly QuestionSource[],
): { id: string; number: string }[] {
  return questions.flatMap(({ id, ask, options = [], items = [], because, model }) => {
    const texts = [
      ask,
      because,
      model,
      ...items,
      ...options.flatMap((each) => Object.values(each)),
    ];
    const words = texts.filter((text) => typeof text === "string").join("\n")
      .replace(/`[^`]*`/g, "code");
    const [number] = numbersIn(words.replace(CITATION, ""));
    return number === undefined || words.search(CITATION) >= 0 ? [] : [{ id, number }];
  });
}

const LABELS =
  /\b(?:Figures?|Fig\.|sections?|sec\.|chapters?|questions?|rules?|steps?|terms?|ind(?:ex|ices|exes)|slots?|rounds?|versions?|tokens?|seeds?)\s+\d[\d.]*(?:(?:\s*,\s*|\s+(?:and|or|to)\s+)\d[\d.]*)*/giu;
const FORMULA = /(?<![\p{L}\p{N}.])(?:\d*[a-z](?:\s*[+\-−*×/]\s*\d+)+|\d*[fkn])(?![\p{L}\p{N}])/gu;
const NUMBER = /(?<![\p{L}\p{N}_]|[\p{L}\p{N}][.\-–'’])\d(?:[\d.,:]*\d)?(?:\s?%|\p{L}+)?/gu;

export function numbersIn(words: string): string[] {
  return words.replace(LABELS, "").replace(FORMULA, "").match(NUMBER) ?? [];
}
