import { compile, type CompileOptions } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import { parse } from "yaml";
import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { highlight } from "./highlight.ts";

/**
 * The chapter's sections and the exercises' texts, compiled to modules below `_fresh/content/`:
 * `content/<slug>.mdx` to `chapter/<slug>.js`, `exercises/<slug>/README.md` and `hints.md` to
 * `exercises/<slug>/readme.js` and `hints.js`.
 *
 * A figure's tag is the name of its file in `islands/figures/`; an unknown one is an error here.
 */
export const compileContent: Step = {
  name: "content",
  sources: ["content", "exercises"],

  async run(root) {
    const figures = (await listFiles(root, ["islands/figures"]))
      .flatMap((path) => path.match(/^islands\/figures\/([A-Z]\w*)\.tsx$/)?.[1] ?? []);
    const out = `${root}/_fresh/content`;
    const write = async (path: string, code: string) => {
      await Deno.mkdir(`${out}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(`${out}/${path}`, code);
    };
    for (const path of await listFiles(root, ["content", "exercises"])) {
      const section = path.match(/^content\/(.+)\.mdx$/);
      const text = path.match(/^(exercises\/[^/]+)\/(README|hints)\.md$/);
      if (section === null && text === null) continue;
      const source = await Deno.readTextFile(`${root}/${path}`);
      if (section !== null) {
        await write(`chapter/${section[1]}.js`, await compileSection(source, { path, figures }));
      } else if (text !== null) {
        await write(`${text[1]}/${text[2].toLowerCase()}.js`, await compileText(source));
      }
    }
    return {};
  },
};

/** Adds the imports of the figures that it shows, and exports what its front matter says. */
async function compileSection(
  source: string,
  options: { path: string; figures: readonly string[] },
): Promise<string> {
  const { path, figures } = options;
  const [whole, yaml] = source.match(/^---\n([\s\S]*?)\n---\n/) ?? [];
  if (whole === undefined) {
    throw new Error(`${path}: begin with front matter between two lines ---`);
  }
  const body = source.slice(whole.length);
  const tags = new Set([...body.matchAll(/<([A-Z]\w*)/g)].map(([, tag]) => tag));
  for (const tag of tags) {
    if (!figures.includes(tag)) {
      throw new Error(
        `${path}: <${tag}> is no figure: add islands/figures/${tag}.tsx, or correct it`,
      );
    }
  }
  // The imports stand where the front matter stood, so that errors tell the right lines.
  const lines = whole.split("\n").length - 1;
  const imports = [...tags].map((tag) => `import ${tag} from "@/islands/figures/${tag}.tsx";`);
  const padding = "\n".repeat(Math.max(0, lines - imports.length));
  const file = { value: `${imports.join("\n")}${padding}\n${body}`, path };
  const compiled = await compile(file, { ...OPTIONS, format: "mdx" });
  return [
    String(compiled),
    `export const frontMatter = ${JSON.stringify(parse(yaml))};`,
    `export const headings = ${JSON.stringify(compiled.data.headings)};`,
  ].join("\n");
}

async function compileText(source: string): Promise<string> {
  return String(await compile(source, { ...OPTIONS, format: "md" }));
}

const OPTIONS: CompileOptions = {
  jsxImportSource: "preact",
  remarkPlugins: [remarkGfm],
  rehypePlugins: [highlight, addHeadingIds],
  elementAttributeNameCase: "html",
};

interface Element {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Element[];
}

/** Gives every heading an id made of its words, for links to it, and lists those of level 2. */
function addHeadingIds() {
  return (tree: Element, file: { data: Record<string, unknown> }): void => {
    const headings: { id: string; text: string }[] = [];
    const used = new Set<string>();
    visit(tree, (element) => {
      if (!/^h[2-4]$/.test(element.tagName ?? "")) return;
      const text = textOf(element);
      let id = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"]).join("-");
      while (used.has(id)) id += "-";
      used.add(id);
      element.properties = { ...element.properties, id };
      if (element.tagName === "h2") headings.push({ id, text });
    });
    file.data.headings = headings;
  };
}

function visit(node: Element, see: (element: Element) => void): void {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}

function textOf(node: Element): string {
  return node.value ?? (node.children ?? []).map(textOf).join("");
}
