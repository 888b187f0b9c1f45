import type { FunctionComponent } from "preact";
import type { FrontMatter, Heading, Question, Source, Term } from "@/lib/section.ts";

export interface Section extends Omit<FrontMatter, "sources" | "questions"> {
  readonly slug: string;
  readonly Content: FunctionComponent;
  readonly headings: readonly Heading[];
  readonly sources: readonly Source[];
  readonly questions: readonly Question[];
  /** Ids of the glossary's terms that occur in it. */
  readonly terms: readonly string[];
}

const FOLDER = new URL("../../_fresh/content/", import.meta.url);

let sections: Promise<readonly Section[]> | undefined;
let printed: Promise<readonly Section[]> | undefined;

/** The chapter's sections in their order, as the build compiled them. */
export function listSections(): Promise<readonly Section[]> {
  return sections ??= loadSections("chapter");
}

/** The same sections as they are printed: nothing in them moves. */
export function listPrintedSections(): Promise<readonly Section[]> {
  return printed ??= loadSections("print");
}

async function loadSections(kind: "chapter" | "print"): Promise<readonly Section[]> {
  const found: Section[] = [];
  for (const name of await listModules(new URL(`${kind}/`, FOLDER))) {
    const module = await import(new URL(`${kind}/${name}`, FOLDER).href) as
      & { default: FunctionComponent; frontMatter: FrontMatter }
      & Pick<Section, "headings" | "sources" | "questions" | "terms">;
    const { default: Content, frontMatter, headings, sources, questions, terms } = module;
    const slug = name.replace(/\.js$/, "").replaceAll("_", "-");
    found.push({ ...frontMatter, slug, Content, headings, sources, questions, terms });
  }
  return found.sort((one, other) => one.order - other.order);
}

let glossary: Promise<readonly Term[]> | undefined;

/** The glossary, in the order of its terms. */
export function listTerms(): Promise<readonly Term[]> {
  return glossary ??= Deno.readTextFile(new URL("glossary.json", FOLDER)).then((text) => {
    const terms = JSON.parse(text) as Term[];
    return terms.sort((one, other) => one.term.localeCompare(other.term, "en"));
  });
}

/** The compiled instructions of an exercise; undefined where it has none. */
export async function loadReadme(slug: string): Promise<FunctionComponent | undefined> {
  return (await loadTexts(slug, /^readme\.js$/))[0];
}

/** The compiled hints of an exercise, in order. */
export async function loadHints(slug: string): Promise<readonly FunctionComponent[]> {
  return await loadTexts(slug, /^hint_\d\.js$/);
}

async function loadTexts(slug: string, pattern: RegExp): Promise<FunctionComponent[]> {
  const folder = new URL(`exercises/${slug}/`, FOLDER);
  const names = (await listModules(folder)).filter((name) => pattern.test(name)).sort();
  return await Promise.all(
    names.map(async (name) =>
      (await import(new URL(name, folder).href) as { default: FunctionComponent }).default
    ),
  );
}

async function listModules(folder: URL): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.map(({ name }) => name).filter((name) => name.endsWith(".js"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
