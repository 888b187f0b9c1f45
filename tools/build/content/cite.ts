import type { Source } from "@/lib/section.ts";
import { element, type Node, text } from "./tree.ts";

/** `[@lamport-1978]` or `[@fidge-1988; @mattern-1989]`, with the blanks before it. */
export const CITATION = /\s*\[(@[a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]/g;

/** What says of a number that no source is needed for it, and how readers are told. */
export const RESERVED: Readonly<Record<string, { readonly word: string; readonly says: string }>> =
  {
    computed: { word: "computed", says: "Worked out here, or by the figure" },
    illustrative: { word: "illustrative", says: "Made up, to show the idea" },
  };

export function keysOf(citation: string): string[] {
  return [...citation.matchAll(/@([a-z0-9-]+)/g)].map(([, key]) => key);
}

/**
 * A rehype plug-in: citations become small numbers that lead to the section's list of sources.
 *
 * @param sources in the order of the list. Those of `prefix` + `source-` + key are the list's ids.
 */
export function cite(options: { sources: readonly Source[]; prefix: string }) {
  const link = (key: string): Node => {
    const reserved = RESERVED[key];
    if (reserved !== undefined) {
      return element("span", { className: ["cite-note"], title: reserved.says }, [
        text(reserved.word),
      ]);
    }
    const index = options.sources.findIndex((source) => source.key === key);
    if (index < 0) {
      throw new Error(`[@${key}]: name the key in the front matter's sources`);
    }
    const { title, authors } = options.sources[index];
    const label = `Source ${index + 1}: ${title}`;
    const href = `#${options.prefix}source-${key}`;
    const properties = {
      className: ["cite"],
      href,
      ariaLabel: label,
      title: `${authors}: ${title}`,
    };
    return element("a", properties, [text(String(index + 1))]);
  };
  const replace = (value: string): Node[] => {
    const nodes: Node[] = [];
    let end = 0;
    for (const match of value.matchAll(CITATION)) {
      nodes.push(text(value.slice(end, match.index)));
      nodes.push(element("sup", { className: ["cites"] }, keysOf(match[1]).map(link)));
      end = match.index + match[0].length;
    }
    return end === 0 ? [text(value)] : [...nodes, text(value.slice(end))];
  };
  const walk = (node: Node): void => {
    if (node.tagName === "code" || node.children === undefined) return;
    node.children = node.children.flatMap((child) => {
      if (child.type === "text") return replace(child.value ?? "");
      walk(child);
      return [child];
    });
  };
  return () => walk;
}
