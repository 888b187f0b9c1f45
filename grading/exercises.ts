import { pathToFileURL } from "node:url";
import type { Exercise } from "@/lib/exercise.ts";
import { splitHints } from "@/lib/split_hints.ts";

export type ExerciseEntry = Exercise & { readonly slug: string };

/** An exercise with all that a learner may see of it. */
export interface ExercisePage extends ExerciseEntry {
  /** Markdown of ours. */
  readonly readme: string;
  /** Markdown, one hint an entry, the last nearly gives it away. */
  readonly hints: readonly string[];
  readonly starter: string;
  readonly api: string;
}

const UNITS: readonly Exercise["unit"][] = ["Clocks", "CRDTs", "Raft"];

/** All exercises found in `exercises/`, in the order of the course. */
export async function listExercises(root: string): Promise<ExerciseEntry[]> {
  const entries: ExerciseEntry[] = [];
  for (const slug of await listSlugs(root)) entries.push(await readEntry(root, slug));
  return entries.sort((one, other) =>
    UNITS.indexOf(one.unit) - UNITS.indexOf(other.unit) || one.order - other.order
  );
}

/** The names of the folders in `exercises/`, sorted. */
export async function listSlugs(root: string): Promise<string[]> {
  const slugs: string[] = [];
  for await (const folder of Deno.readDir(`${root}/exercises`)) {
    if (folder.isDirectory) slugs.push(folder.name);
  }
  return slugs.sort();
}

/** An exercise's page, or undefined where there is no such exercise. */
export async function readExercise(root: string, slug: string): Promise<ExercisePage | undefined> {
  // Looked up in the list, so that no slug is ever a path.
  if (!(await listSlugs(root)).includes(slug)) return undefined;
  const read = (name: string) => Deno.readTextFile(`${root}/exercises/${slug}/${name}`);
  const [entry, readme, hints, starter, api] = await Promise.all([
    readEntry(root, slug),
    read("README.md"),
    read("hints.md"),
    read("starter.ts"),
    read("api.ts"),
  ]);
  return { ...entry, readme, hints: splitHints(hints), starter, api };
}

async function readEntry(root: string, slug: string): Promise<ExerciseEntry> {
  const module = await import(pathToFileURL(`${root}/exercises/${slug}/exercise.ts`).href);
  return { ...module.default as Exercise, slug };
}
