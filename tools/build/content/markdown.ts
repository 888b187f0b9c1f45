import { toHtml } from "hast-util-to-html";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
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
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype)
    .use([highlight, cite(options), ...options.plugins])
    .freeze();
  const block = async (markdown: string) =>
    toHtml(await processor.run(processor.parse(markdown))).trim();
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
