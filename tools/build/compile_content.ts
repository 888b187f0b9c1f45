import { compile } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { addHeadingIds } from "./content/add_heading_ids.ts";
import { compileSection } from "./content/compile_section.ts";
import { readShared } from "./content/read_shared.ts";
import { highlight } from "./highlight.ts";

/**
 * The chapter's sections and the exercises' texts, compiled to modules below `_fresh/content/`:
 * `content/<slug>.mdx` to `chapter/<slug>.js`, and to `print/<slug>.js` for the page with all of
 * them; `exercises/<slug>/README.md` and `hints.md` to `exercises/<slug>/readme.js` and
 * `hints.js`. The glossary becomes `glossary.json`.
 */
export const compileContent: Step = {
  name: "content",
  sources: ["content", "exercises", "islands/figures", "lib"],

  async run(root) {
    const write = async (path: string, code: string) => {
      const file = `${root}/_fresh/content/${path}`;
      await Deno.mkdir(file.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(file, code);
    };
    await compileSections(root, write);
    for (const path of await listFiles(root, ["exercises"])) {
      const [, folder, name] = path.match(/^(exercises\/[^/]+)\/(README|hints)\.md$/) ?? [];
      if (folder === undefined) continue;
      const text = await Deno.readTextFile(`${root}/${path}`);
      await write(`${folder}/${name.toLowerCase()}.js`, await compileText(text));
    }
    return {};
  },
};

async function compileSections(
  root: string,
  write: (path: string, code: string) => Promise<void>,
): Promise<void> {
  const shared = await readShared(root);
  await write("glossary.json", JSON.stringify(shared.glossary));
  const figures = (await listFiles(root, ["islands/figures"]))
    .flatMap((path) => path.match(/^islands\/figures\/([A-Z]\w*)\.tsx$/)?.[1] ?? []);
  const complaints: string[] = [];
  for (const path of await listFiles(root, ["content"])) {
    const [, name] = path.match(/^content\/(.+)\.mdx$/) ?? [];
    if (name === undefined) continue;
    const text = await Deno.readTextFile(`${root}/${path}`);
    const compileFor = (isPrinted: boolean) =>
      compileSection(text, { path, figures, shared, isPrinted });
    try {
      await write(`chapter/${name}.js`, await compileFor(false));
      await write(`print/${name}.js`, await compileFor(true));
    } catch (error) {
      // All that is amiss is told at once.
      complaints.push((error as Error).message);
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

async function compileText(text: string): Promise<string> {
  const compiled = await compile(text, {
    format: "md",
    jsxImportSource: "preact",
    elementAttributeNameCase: "html",
    remarkPlugins: [remarkGfm],
    rehypePlugins: [highlight, addHeadingIds({ prefix: "" })],
  });
  return String(compiled);
}
