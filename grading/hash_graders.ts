import { hashFiles, sha256 } from "@/lib/hash_files.ts";
import { listExercises } from "./exercises.ts";

/** What decides a verdict, besides the submission and its seed. SHA-256, in hexadecimal digits. */
export interface GraderHashes {
  readonly engine: string;
  /** By slug: the exercise's public and hidden files, without what only learners read. */
  readonly graders: ReadonlyMap<string, string>;
}

/**
 * What learners read, and what they begin with. No file that runs in a child imports one of these
 * but for its types, and no verdict quotes one: so a typo mended in a hint leaves verdicts as good
 * as they were. Of `exercise.ts`, only the unit counts: it decides how much CPU time a program gets.
 */
export const LEFT_OUT = ["README.md", "hints.md", "api.ts", "starter.ts", "exercise.ts"];

/** Hashes the engine with its inner walls, and every exercise's grader. */
export async function hashGraders(root: string, slugs: readonly string[]): Promise<GraderHashes> {
  const engine = await hashFiles(root, ["engine", "sandbox/inner"]);
  const units = new Map((await listExercises(root)).map(({ slug, unit }) => [slug, unit]));
  const graders = await Promise.all(slugs.map(async (slug) => {
    const leftOut = LEFT_OUT.map((name) => `exercises/${slug}/${name}`);
    const folders = [`graders/${slug}`, `exercises/${slug}`];
    const files = await hashFiles(root, folders, (path) => !leftOut.includes(path));
    return [slug, await sha256(`${units.get(slug)}\n${files}`)] as const;
  }));
  return { engine, graders: new Map(graders) };
}
