import { type Node, textOf, visit } from "./tree.ts";

/** What stands below one heading of a section, as plain text. */
export interface FoundPassage {
  /** The heading's id; empty before the first heading. */
  readonly anchor: string;
  readonly heading: string;
  readonly text: string;
}

const BLOCKS = ["p", "li", "td", "th", "pre"];

/**
 * A rehype plug-in that comes after headings have their ids and before citations have their
 * numbers: lists the passages in the file's data, for the search.
 */
export function collectPassages() {
  return (tree: Node, file: { data: Record<string, unknown> }): void => {
    const passages: { anchor: string; heading: string; text: string }[] = [
      { anchor: "", heading: "", text: "" },
    ];
    visit(tree, (node) => {
      const name = node.tagName ?? "";
      if (/^h[2-4]$/.test(name)) {
        passages.push({ anchor: String(node.properties?.id), heading: textOf(node), text: "" });
        return "stop";
      }
      if (!BLOCKS.includes(name) || (name === "li" && node.children?.some(isParagraph))) return;
      passages.at(-1)!.text += ` ${textOf(node)}`;
      return "stop";
    });
    file.data.passages = passages
      .map(({ text, ...rest }) => ({ ...rest, text: tidy(text) }))
      .filter(({ heading, text }) => heading !== "" || text !== "");
  };
}

function isParagraph({ tagName }: Node): boolean {
  return tagName === "p";
}

function tidy(text: string): string {
  return text.replace(/\s*\[@[^\]]*\]/g, "").replace(/\s+/g, " ").trim();
}
