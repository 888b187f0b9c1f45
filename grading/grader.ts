import type { CheckResult } from "@/engine/types.ts";
import { hashFiles, sha256 } from "@/lib/hash_files.ts";
import { childBundle } from "@/sandbox/child_bundle.ts";
import { ChildPool } from "@/sandbox/child_pool.ts";
import type { Ending } from "@/sandbox/child.ts";
import { describeWalls, findWalls, requireWalls } from "@/sandbox/walls.ts";
import { listSlugs } from "./exercises.ts";
import type { SubmissionVerdict } from "./verdict.ts";

/** The seed of every hidden suite. Recorded in each verdict. */
export const SEED = 20_130_311;

/** There is no verdict, and none of that is the program's doing as far as anybody can tell. */
export class NoVerdict extends Error {
  override name = "NoVerdict";
  constructor(readonly kind: "died" | "not started" | "abandoned", message: string) {
    super(message);
  }
}

export interface GraderOptions {
  readonly root: string;
  /** How many children wait, started ahead of time. */
  readonly warmCount?: number;
  readonly requiresOsSandbox?: boolean;
}

export interface GradeOptions {
  readonly seed?: number;
  readonly only?: readonly string[];
  readonly onCheck?: (check: CheckResult) => void;
}

/** Grades sources in sandboxed children: no queue, no database. */
export interface Grader {
  /** The walls that stand around a submission, in words. */
  readonly walls: string;
  readonly slugs: readonly string[];
  /** @throws NoVerdict when the child died without a reason of the program's, or was ended. */
  grade(slug: string, source: string, options?: GradeOptions): Promise<SubmissionVerdict>;
  close(): Promise<void>;
}

/** Builds the child's bundle where it is stale, looks for walls, and starts the warm children. */
export async function openGrader(options: GraderOptions): Promise<Grader> {
  const { root, warmCount = 0 } = options;
  const [walls, bundle, engine, slugs] = await Promise.all([
    findWalls(),
    childBundle(root),
    hashFiles(root, ["engine", "sandbox/inner"]),
    listSlugs(root),
  ]);
  requireWalls(walls, options.requiresOsSandbox ?? false);
  const graders = new Map(
    await Promise.all(slugs.map(async (slug) => {
      const hash = await hashFiles(root, [`graders/${slug}`, `exercises/${slug}`]);
      return [slug, hash] as const;
    })),
  );
  const pool = new ChildPool({ walls, deno: Deno.execPath(), bundle }, warmCount);
  return {
    walls: describeWalls(walls),
    slugs,
    async grade(slug, source, { seed = SEED, only, onCheck } = {}) {
      const startMs = performance.now();
      const ending = await pool.run(
        { nonce: crypto.randomUUID(), slug, source, seed, only },
        onCheck,
      );
      const hashes = { submission: await sha256(source), grader: graders.get(slug) ?? "", engine };
      const milliseconds = Math.round(performance.now() - startMs);
      return toVerdict(ending, { slug, hashes, seed, milliseconds });
    },
    close: () => pool.close(),
  };
}

interface Frame {
  readonly slug: string;
  readonly hashes: SubmissionVerdict["hashes"];
  readonly seed: number;
  readonly milliseconds: number;
}

function toVerdict(ending: Ending, frame: Frame): SubmissionVerdict {
  if (ending.kind === "abandoned") throw new NoVerdict("abandoned", "The grader was closed");
  if (ending.kind === "died" || ending.kind === "not started") {
    throw new NoVerdict(ending.kind, ending.reason);
  }
  const { slug, hashes, seed, milliseconds } = frame;
  const isDone = ending.kind === "done";
  const stats = isDone ? ending.stats : { schedules: 0, events: 0, states: 0 };
  return {
    version: 1,
    slug,
    verdict: isDone ? ending.verdict : ending.kind,
    reason: isDone ? "" : ending.reason,
    score: isDone ? ending.score : 0,
    checks: isDone ? ending.checks : [],
    hashes,
    seeds: [seed],
    stats: { ...stats, milliseconds },
  };
}
