import { compile } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import type { Passage } from "@/lib/search.ts";
import type { Source } from "@/lib/section.ts";
import { highlight } from "../highlight.ts";
import { addHeadingIds } from "./add_heading_ids.ts";
import { cite } from "./cite.ts";
import { collectPassages, type FoundPassage } from "./collect_passages.ts";
import { slugOf, splitSection } from "./front_matter.ts";
import { importsOf } from "./imports_of.ts";
import { linkWithin } from "./link_within.ts";
import { makeQuestion } from "./make_question.ts";
import { createMarkdown } from "./markdown.ts";
import { mendTables } from "./mend_tables.ts";
import { markTerms } from "./mark_terms.ts";
import type { SharedContent } from "./read_shared.ts";

export interface SectionOptions {
  readonly path: string;
  /** Names of the figures that there are. */
  readonly figures: readonly string[];
  readonly shared: SharedContent;
  /** For the page that is printed: nothing in it moves, and its ids are unique in the chapter. */
  readonly isPrinted: boolean;
}

export interface CompiledSection {
  /** The module's source. */
  readonly code: string;
  /** What can be found in it. */
  readonly passages: readonly Passage[];
}

/**
 * A section as a module: its content, and what the page around it needs to know.
 *
 * @throws Error that names place and repair, where it shows or cites what is not there.
 */
export async function compileSection(
  text: string,
  options: SectionOptions,
): Promise<CompiledSection> {
  const { path, shared, isPrinted } = options;
  const { front, body, lines } = splitSection(path, text);
  try {
    const slug = slugOf(path);
    const prefix = isPrinted ? `${slug}-` : "";
    const sources = (front.sources ?? []).map((key) => findSource(shared, key));
    const within = isPrinted ? [linkWithin({ slug })] : [];
    const markdown = createMarkdown({ sources, prefix, plugins: within });
    const questions = await Promise.all(
      (front.questions ?? []).map((each) => makeQuestion(each, { section: slug, markdown })),
    );
    const head = importsOf(body, { ...options, questions }).join(";");
    // They stand where the front matter stood, so that errors tell the right lines.
    const value = head + "\n".repeat(lines) + body;
    const compiled = await compile({ value, path }, {
      format: "mdx",
      jsxImportSource: "preact",
      elementAttributeNameCase: "html",
      remarkPlugins: [remarkGfm],
      rehypePlugins: [
        highlight,
        addHeadingIds({ prefix, isNested: isPrinted }),
        collectPassages,
        mendTables,
        cite({ sources, prefix }),
        ...isPrinted ? within : [markTerms(shared.glossary)],
      ],
    });
    const { headings, terms = [], passages } = compiled.data;
    const values = { frontMatter: front, sources, headings, terms, questions };
    return {
      code: String(compiled) + exportAll(values),
      passages: (passages as FoundPassage[]).map(({ anchor, heading, text }) => ({
        id: `/chapter/${slug}${anchor === "" ? "" : `#${anchor}`}`,
        title: front.title ?? slug,
        heading,
        text,
      })),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: ${message}`, { cause: error });
  }
}

function findSource(shared: SharedContent, key: string): Source {
  const source = shared.sources.get(key);
  if (source === undefined) throw new Error(`the source ${key} is not in content/sources.yaml`);
  return source;
}

function exportAll(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `\nexport const ${name} = ${JSON.stringify(value)};`)
    .join("");
}
