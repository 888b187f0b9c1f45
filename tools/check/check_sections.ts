import { parse } from "yaml";
import { listSections } from "@/routes/(_shared)/sections.ts";
import { readShared, type SharedContent } from "@/tools/build/content/read_shared.ts";
import { listFiles } from "@/lib/hash_files.ts";
import { checkFigures } from "./content/check_figures.ts";
import { checkFrontMatter } from "./content/check_front_matter.ts";
import { checkLinks } from "./content/check_links.ts";
import { checkPath } from "./content/check_path.ts";
import { checkText, findMissingFigures } from "./content/check_text.ts";
import { type ParsedSection, parseSection } from "./content/parse_section.ts";

/** What was found in the chapter, each as place and repair. */
export interface SectionFindings {
  readonly complaints: readonly string[];
  /** What is known to be missing yet, and stops nothing. */
  readonly notes: readonly string[];
}

/** What is no section, and lies in `content/` all the same. */
const SHARED = ["content/glossary.yaml", "content/outline.yaml", "content/sources.yaml"];

/** All that is amiss with the chapter. It must have been built: what the build finds comes before. */
export async function checkSections(exercises: readonly string[]): Promise<SectionFindings> {
  const paths = (await listFiles(".", ["content"])).filter((path) => !SHARED.includes(path));
  // `/chapter/print` is the page with all of them.
  const misplaced = paths.filter((path) => !/^content\/(?!print\b)[a-z0-9_]+\.mdx$/.test(path));
  const sections: ParsedSection[] = [];
  for (const path of paths.filter((each) => !misplaced.includes(each))) {
    sections.push(parseSection(path, await Deno.readTextFile(path)));
  }
  const slugs = sections.map(({ slug }) => slug);
  const complaints = [
    ...misplaced.map((path) => `${path}: only sections lie here, named like vector_clocks.mdx`),
    ...sections.flatMap(({ path, front }) => checkFrontMatter(path, front)),
    ...sections.flatMap(({ path, front }) => checkExercises(path, front.exercises, exercises)),
    ...checkPath(sections),
    ...sections.flatMap(checkText),
    ...checkShared(await readShared("."), sections),
    ...await checkOutline(slugs),
    ...await checkFigures(),
    ...checkLinks(await listSections(), { exercises, pages: await listPages() }),
  ];
  return { complaints, notes: sections.flatMap(findMissingFigures) };
}

function checkExercises(
  path: string,
  named: readonly string[] = [],
  known: readonly string[],
): string[] {
  return named.filter((slug) => !known.includes(slug))
    .map((slug) => `${path} names the exercise ${slug}: there is none`);
}

function checkShared(
  { sources, glossary }: SharedContent,
  sections: readonly ParsedSection[],
): string[] {
  const complaints: string[] = [];
  const slugs = sections.map(({ slug }) => slug);
  const used = new Set(sections.flatMap(({ front }) => front.sources ?? []));
  for (const { key, title, authors, where, checked } of sources.values()) {
    const place = `content/sources.yaml: ${key}`;
    if (![title, authors, where].every((text) => typeof text === "string" && text !== "")) {
      complaints.push(`${place}: give it authors, title and where`);
    }
    if (!["primary", "secondary", "memory"].includes(checked)) {
      complaints.push(`${place}: checked must be primary, secondary or memory`);
    }
    if (!used.has(key)) complaints.push(`${place}: no section uses it: take it out`);
  }
  for (const { term, see } of glossary) {
    if (!slugs.includes(see)) {
      complaints.push(`content/glossary.yaml: ${term}: there is no section ${see}`);
    }
  }
  return complaints;
}

/** `outline.yaml` lists what the chapter must have; each idea names the section that holds it. */
async function checkOutline(slugs: readonly string[]): Promise<string[]> {
  const outline = parse(await Deno.readTextFile("content/outline.yaml")) as Record<string, string>;
  return Object.entries(outline).filter(([, slug]) => !slugs.includes(slug)).map(([idea, slug]) =>
    `content/outline.yaml: ${idea}: content/${slug.replaceAll("-", "_")}.mdx is missing`
  );
}

/** Paths of pages whose file names no parameter: `routes/chapter/index.tsx` gives `/chapter`. */
async function listPages(): Promise<string[]> {
  const files = await listFiles(".", ["routes"]);
  return files.filter((path) => path.endsWith(".tsx") && !/[_[(]/.test(path))
    .map((path) => path.replace(/^routes/, "").replace(/(?:\/index)?\.tsx$/, "") || "/");
}
