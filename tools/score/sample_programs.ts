import { sha256 } from "@/lib/hash_files.ts";
import type { Program } from "../check/grade_programs.ts";

/** How many of an exercise's programs a sample holds; the starter and the solution always. */
const VARIANTS = 1;
const WRONGS = 4;

/**
 * A few programs of each exercise: the same ones as long as nothing changes, others after every
 * change of what grades them, so that in time each has its turn.
 */
export async function samplePrograms(
  programs: readonly Program[],
  gradedBy: (slug: string) => string,
): Promise<Program[]> {
  const keyed = await Promise.all(programs.map(async (program) => ({
    program,
    key: await sha256(gradedBy(program.slug) + program.path),
  })));
  keyed.sort((one, other) => one.key < other.key ? -1 : 1);
  const taken = new Map<string, number>();
  const sample = new Set(
    keyed.map(({ program }) => program).filter(({ slug, kind }) => {
      const group = `${slug} ${kind}`;
      const count = (taken.get(group) ?? 0) + 1;
      taken.set(group, count);
      return count <= (kind === "wrong" ? WRONGS : kind === "variant" ? VARIANTS : 1);
    }),
  );
  return programs.filter((program) => sample.has(program));
}
