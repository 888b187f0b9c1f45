import type { FunctionComponent } from "preact";

/** What a section's front matter says. */
export interface FrontMatter {
  readonly title: string;
  /** Place in the chapter, from 1. */
  readonly order: number;
  /** How long it takes to read and try. */
  readonly minutes: number;
  /** What one can do afterwards: each goes on from "You will be able to ...". */
  readonly objectives?: readonly string[];
  /** Slugs of the sections that come before it. */
  readonly needs?: readonly string[];
  /** Where it comes from: a line of text, or the parts of one. */
  readonly sources?: readonly (string | Source)[];
  readonly summary?: string;
}

export interface Source {
  readonly key?: string;
  readonly title: string;
  readonly authors?: string;
  readonly where?: string;
  readonly year?: number;
  readonly url?: string;
}

export interface Section extends FrontMatter {
  readonly slug: string;
  readonly Content: FunctionComponent;
  /** Its parts, for a table of contents. */
  readonly headings: readonly { readonly id: string; readonly text: string }[];
}

const FOLDER = new URL("../../_fresh/content/", import.meta.url);

let sections: Promise<readonly Section[]> | undefined;

/** The chapter's sections in their order, as the build compiled them. */
export function listSections(): Promise<readonly Section[]> {
  return sections ??= loadSections();
}

async function loadSections(): Promise<readonly Section[]> {
  const found: Section[] = [];
  for (const name of await listModules(new URL("chapter/", FOLDER))) {
    const module = await import(new URL(`chapter/${name}`, FOLDER).href) as {
      default: FunctionComponent;
      frontMatter: FrontMatter;
      headings: Section["headings"];
    };
    found.push({
      ...module.frontMatter,
      slug: name.replace(/\.js$/, "").replaceAll("_", "-"),
      Content: module.default,
      headings: module.headings,
    });
  }
  return found.sort((one, other) => one.order - other.order);
}

/** The compiled text of an exercise; undefined where it has none. */
export async function loadExerciseText(
  slug: string,
  name: "readme" | "hints",
): Promise<FunctionComponent | undefined> {
  const folder = new URL(`exercises/${slug}/`, FOLDER);
  if (!(await listModules(folder)).includes(`${name}.js`)) return undefined;
  return (await import(new URL(`${name}.js`, folder).href) as { default: FunctionComponent })
    .default;
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
