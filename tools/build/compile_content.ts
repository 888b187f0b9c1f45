import { compile } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import type { BuiltFile } from "@/fresh/build_cache.ts";
import type { Exercise } from "@/lib/exercise.ts";
import { listFiles } from "@/lib/hash_files.ts";
import type { Passage } from "@/lib/search.ts";
import { splitHints } from "@/lib/split_hints.ts";
import type { Step } from "../build.ts";
import { addHeadingIds } from "./content/add_heading_ids.ts";
import { collectPassages, type FoundPassage } from "./content/collect_passages.ts";
import { compileSection } from "./content/compile_section.ts";
import { makeSearchIndex } from "./content/make_search_index.ts";
import { readShared, type SharedContent } from "./content/read_shared.ts";
import { highlight } from "./highlight.ts";
import { contentType, hashBytes } from "./list_outputs.ts";

/** Writes a file below `_fresh/content/`. */
type Write = (path: string, text: string) => Promise<void>;

/**
 * The chapter's sections and the exercises' texts, compiled to modules below `_fresh/content/`:
 * `content/<slug>.mdx` to `chapter/<slug>.js`, and to `print/<slug>.js` for the page with all of
 * them; `exercises/<slug>/README.md` and `hints.md` to `exercises/<slug>/readme.js` and `hint_1.js`,
 * `hint_2.js` and so on. The glossary becomes `glossary.json`; all that can be found, `/search.json`.
 */
export const compileContent: Step = {
  name: "content",
  sources: ["content", "exercises", "islands/figures", "lib"],

  async run(root) {
    const write: Write = async (path, text) => {
      const file = `${root}/_fresh/content/${path}`;
      await Deno.mkdir(file.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(file, text);
    };
    const shared = await readShared(root);
    await write("glossary.json", JSON.stringify(shared.glossary));
    const passages = [
      ...await compileSections(root, shared, write),
      ...shared.glossary.map(passageOfTerm),
      ...await compileExercises(root, write),
    ];
    await write("search.json", makeSearchIndex(passages));
    return { files: { "/search.json": await describeFile(root, "_fresh/content/search.json") } };
  },
};

async function compileSections(
  root: string,
  shared: SharedContent,
  write: Write,
): Promise<Passage[]> {
  const figures = (await listFiles(root, ["islands/figures"]))
    .flatMap((path) => path.match(/^islands\/figures\/([A-Z]\w*)\.tsx$/)?.[1] ?? []);
  const passages: Passage[] = [];
  const complaints: string[] = [];
  for (const path of await listFiles(root, ["content"])) {
    const [, name] = path.match(/^content\/(.+)\.mdx$/) ?? [];
    if (name === undefined) continue;
    const text = await Deno.readTextFile(`${root}/${path}`);
    const compileFor = (isPrinted: boolean) =>
      compileSection(text, { path, figures, shared, isPrinted });
    try {
      const section = await compileFor(false);
      await write(`chapter/${name}.js`, section.code);
      await write(`print/${name}.js`, (await compileFor(true)).code);
      passages.push(...section.passages);
    } catch (error) {
      // All that is amiss is told at once.
      complaints.push((error as Error).message);
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  return passages;
}

function passageOfTerm({ id, term, is }: SharedContent["glossary"][number]): Passage {
  const text = is.replace(/<[^>]*>/g, "");
  return { id: `/glossary#${id}`, title: "Glossary", heading: term, text };
}

async function compileExercises(root: string, write: Write): Promise<Passage[]> {
  const passages: Passage[] = [];
  for (const path of await listFiles(root, ["exercises"])) {
    const [, slug, name] = path.match(/^exercises\/([^/]+)\/(README|hints)\.md$/) ?? [];
    if (slug === undefined) continue;
    const source = await Deno.readTextFile(`${root}/${path}`);
    // Hints are not to be found: who wants one asks for it.
    if (name === "hints") {
      for (const [index, hint] of splitHints(source).entries()) {
        await write(`exercises/${slug}/hint_${index + 1}.js`, (await compileText(hint)).code);
      }
      continue;
    }
    const { code, text } = await compileText(source);
    await write(`exercises/${slug}/readme.js`, code);
    const { title, summary } = await importExercise(root, slug);
    const heading = `Exercise: ${title}`;
    passages.push({ id: `/exercises/${slug}`, title, heading, text: `${summary} ${text}` });
  }
  return passages;
}

async function importExercise(root: string, slug: string): Promise<Exercise> {
  const module = await import(`file://${root}/exercises/${slug}/exercise.ts`);
  return module.default as Exercise;
}

async function compileText(source: string): Promise<{ code: string; text: string }> {
  const compiled = await compile(source, {
    format: "md",
    jsxImportSource: "preact",
    elementAttributeNameCase: "html",
    remarkPlugins: [remarkGfm],
    rehypePlugins: [highlight, addHeadingIds({ prefix: "", isNested: false }), collectPassages],
  });
  const passages = compiled.data.passages as FoundPassage[];
  return { code: String(compiled), text: passages.map(({ text }) => text).join(" ") };
}

async function describeFile(root: string, path: string): Promise<BuiltFile> {
  const hash = await hashBytes(await Deno.readFile(`${root}/${path}`));
  return { path, hash, contentType: contentType(path), isImmutable: false };
}
