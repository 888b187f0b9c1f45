import { createProcessor } from "@mdx-js/mdx";
import { toHtml } from "hast-util-to-html";
import remarkGfm from "remark-gfm";
import type { Source } from "@/lib/section.ts";
import { highlight } from "../highlight.ts";
import { cite } from "./cite.ts";
import type { Node } from "./tree.ts";

/** Turns pieces of Markdown, such as a question's texts, into HTML. */
export interface Markdown {
  /** Paragraphs, lists and code. */
  block(markdown: string): Promise<string>;
  /** One paragraph's inner part. */
  line(markdown: string): Promise<string>;
}

/** @param options what citations in the pieces lead to, and what else is done to them. */
export function createMarkdown(options: {
  sources: readonly Source[];
  prefix: string;
  plugins: readonly (() => (tree: Node) => void)[];
}): Markdown {
  const processor = createProcessor({
    format: "md",
    remarkPlugins: [remarkGfm],
    rehypePlugins: [highlight, cite(options), ...options.plugins, keepHtml],
  });
  const block = async (markdown: string) =>
    String((await processor.process(markdown)).data.html).trim();
  const line = async (markdown: string) => {
    const html = await block(markdown);
    const [, inner] = html.match(/^<p>([\s\S]*)<\/p>$/) ?? [];
    if (inner === undefined || inner.includes("<p>")) {
      throw new Error(`"${markdown}" must be a single paragraph`);
    }
    return inner;
  };
  return { block, line };
}

/** The processor goes on to make a program of the tree; we are content with its HTML. */
function keepHtml() {
  return (tree: Node, file: { data: Record<string, unknown> }): void => {
    file.data.html = toHtml(tree as Parameters<typeof toHtml>[0]);
  };
}
