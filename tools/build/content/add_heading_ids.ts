import type { Heading } from "@/lib/section.ts";
import { element, type Node, textOf, visit } from "./tree.ts";

/**
 * A rehype plug-in: every heading gets an id made of its words and links to itself, so that its
 * address can be copied. Lists them in the file's data.
 *
 * @param options isNested: below the heading of its section, each goes down by one level.
 */
export function addHeadingIds(options: { prefix: string; isNested: boolean }) {
  return () => (tree: Node, file: { data: Record<string, unknown> }): void => {
    const headings: Heading[] = [];
    const used = new Set<string>();
    visit(tree, (node) => {
      if (!/^h[2-4]$/.test(node.tagName ?? "")) return;
      const words = textOf(node);
      let id = (words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"]).join("-");
      while (used.has(id)) id += "-";
      used.add(id);
      id = options.prefix + id;
      node.properties = { ...node.properties, id };
      const link = { className: ["heading-link"], href: `#${id}` };
      node.children = [element("a", link, node.children ?? [])];
      headings.push({ id, text: words, level: Number(node.tagName!.slice(1)) });
      if (options.isNested) node.tagName = `h${Number(node.tagName!.slice(1)) + 1}`;
    });
    file.data.headings = headings;
  };
}
