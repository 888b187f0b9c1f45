import { createProcessor } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import { slugOf, type SplitSection, splitSection } from "@/tools/build/content/front_matter.ts";
import type { Node } from "@/tools/build/content/tree.ts";

/** A section's file as its author wrote it. */
export interface ParsedSection extends SplitSection {
  readonly path: string;
  readonly slug: string;
  /** Its Markdown. Lines count from the beginning of the file. */
  readonly tree: Node;
}

const processor = createProcessor({ format: "mdx", remarkPlugins: [remarkGfm] });

export function parseSection(path: string, text: string): ParsedSection {
  const split = splitSection(path, text);
  const tree = processor.parse("\n".repeat(split.lines) + split.body) as unknown as Node;
  return { ...split, path, slug: slugOf(path), tree };
}
