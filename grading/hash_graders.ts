import { hashFiles } from "@/lib/hash_files.ts";

/** What decides a verdict, besides the submission and its seed. SHA-256, in hexadecimal digits. */
export interface GraderHashes {
  readonly engine: string;
  /** By slug: the exercise's public and hidden files. */
  readonly graders: ReadonlyMap<string, string>;
}

/** Hashes the engine with its inner walls, and every exercise's grader. */
export async function hashGraders(root: string, slugs: readonly string[]): Promise<GraderHashes> {
  const engine = await hashFiles(root, ["engine", "sandbox/inner"]);
  const graders = await Promise.all(slugs.map(async (slug) => {
    const hash = await hashFiles(root, [`graders/${slug}`, `exercises/${slug}`]);
    return [slug, hash] as const;
  }));
  return { engine, graders: new Map(graders) };
}
