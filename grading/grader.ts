import type { PlayOrder } from "@/engine/play_case.ts";
import type { Stats } from "@/engine/types.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { childBundle } from "@/sandbox/child_bundle.ts";
import { type ChildCounts, ChildPool } from "@/sandbox/child_pool.ts";
import type { ChildOptions, Ending } from "@/sandbox/child.ts";
import type { Job } from "@/sandbox/protocol.ts";
import { LIMITS } from "@/sandbox/limits.ts";
import { describeWalls, findWalls, requireWalls } from "@/sandbox/walls.ts";
import { type CpuMs, type Exam, examine, type Examined, type Times } from "./examine.ts";
import { listExercises, listSlugs } from "./exercises.ts";
import { type GraderHashes, hashGraders } from "./hash_graders.ts";
import { narrow, readSuiteFacts, type SuiteFacts } from "./suite_facts.ts";
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
  /** How far children stand back for other processes, from 0 to 19. */
  readonly niceness?: number;
  readonly requiresOsSandbox?: boolean;
  /** Takes what is ours to repair, and not the learner's to read. */
  readonly log?: (line: Record<string, unknown>) => void;
}

/** How far the grading of a program has come. */
export interface Progress {
  readonly checks: { readonly done: number; readonly all: number };
  /** The first check that failed. */
  readonly failed?: { readonly name: string; readonly promise: string };
}

export interface GradeOptions {
  readonly seed?: number;
  readonly only?: readonly string[];
  /** Told of each check as soon as it ended, before anybody has confirmed how. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with the CPU time that grading took, near to the wall's on an idle core, and the same
   * on a busy one. Not called where the program was not graded to the end.
   */
  readonly onCpu?: (cpuMs: CpuMs) => void;
}

/** Grades sources in sandboxed children: no queue, no database. */
export interface Grader {
  /** The walls that stand around a submission, in words. */
  readonly walls: string;
  readonly slugs: readonly string[];
  /** What gives verdicts here. */
  readonly hashes: GraderHashes;
  /** @throws NoVerdict when the child died without a reason of the program's, or was ended. */
  grade(slug: string, source: string, options?: GradeOptions): Promise<SubmissionVerdict>;
  /** Plays one schedule with a program, for somebody to look at. No verdict comes of it. */
  play(slug: string, source: string, order: PlayOrder): Promise<Ending>;
  /** The verdict on a program that cannot be graded, for a reason found elsewhere. */
  giveUp(slug: string, source: string, reason: string): Promise<SubmissionVerdict>;
  /** What became of the children, since it was opened. */
  childCounts(): ChildCounts;
  close(): Promise<void>;
}

/** Builds the child's bundle where it is stale, looks for walls, and starts the warm children. */
export async function openGrader(options: GraderOptions): Promise<Grader> {
  const { root, warmCount = 0, log = () => {} } = options;
  const [walls, bundle, slugs] = await Promise.all([
    findWalls(),
    childBundle(root),
    listSlugs(root),
  ]);
  const hashes = await hashGraders(root, slugs);
  const { engine, graders } = hashes;
  requireWalls(walls, options.requiresOsSandbox ?? false);
  const { niceness } = options;
  const pools = openPools({ walls, deno: Deno.execPath(), bundle, niceness }, warmCount);
  const units = new Map((await listExercises(root)).map(({ slug, unit }) => [slug, unit]));
  const facts = new Map<string, Promise<SuiteFacts>>();
  const factsOf = (slug: string) => {
    const known = facts.get(slug) ?? readSuiteFacts(root, slug);
    facts.set(slug, known);
    return known;
  };
  const frame = async (slug: string, source: string, seed: number) => ({
    slug,
    hashes: { submission: await sha256(source), grader: graders.get(slug) ?? "", engine },
    seed,
  });
  const poolOf = (slug: string) => pools[units.get(slug) === "Raft" ? "long" : "short"];
  return {
    walls: describeWalls(walls),
    slugs,
    hashes,
    async grade(slug, source, { seed = SEED, only, onProgress, onCpu } = {}) {
      const startMs = performance.now();
      const own = await frame(slug, source, seed);
      const expected = narrow(await factsOf(slug), only);
      const examined = await examine({
        run: (job, hooks) => poolOf(slug).run(job, hooks),
        job: { slug, source, seed, only },
        facts: expected,
        onCheck: onProgress && follow(expected, onProgress),
      });
      if (examined.kind === "our fault") {
        const event = examined.incident === undefined ? "our-fault" : "incident";
        const { reason } = examined;
        log({ level: "error", event, slug, submission: own.hashes.submission, reason });
      }
      if (examined.kind === "done") onCpu?.(examined.cpuMs);
      return toVerdict(examined, { ...own, milliseconds: performance.now() - startMs });
    },
    // A search would take long, a schedule does not: the short limits do for all.
    play: (slug, source, play) => playIn(pools.short, { slug, source, play }, log),
    async giveUp(slug, source, reason) {
      const times = { start: 0, prepare: 0, run: 0, shrink: 0, confirm: 0 };
      const own = await frame(slug, source, SEED);
      return toVerdict({ kind: "not gradable", reason, times }, { ...own, milliseconds: 0 });
    },
    childCounts() {
      const [one, other] = [pools.short.counts, pools.long.counts];
      return {
        started: one.started + other.started,
        died: one.died + other.died,
        notStarted: one.notStarted + other.notStarted,
      };
    },
    async close() {
      await Promise.all([pools.short.close(), pools.long.close()]);
    },
  };
}

async function playIn(
  pool: ChildPool,
  job: Pick<Job, "slug" | "source" | "play">,
  log: NonNullable<GraderOptions["log"]>,
): Promise<Ending> {
  const ending = await pool.run({ ...job, nonce: crypto.randomUUID(), seed: SEED });
  if (ending.kind === "our fault" || ending.kind === "died") {
    log({ level: "error", event: "not-played", slug: job.slug, reason: ending.reason });
  }
  return ending;
}

/**
 * CPU time for whoever needs little: no suite of these units takes a third of it. What fuel does not
 * see can hold a worker for so long.
 */
const SHORT_CPU_SECONDS = 10;

/** A child's limits are set when it starts, so children with more time wait in a pool of their own. */
function openPools(options: ChildOptions, warmCount: number) {
  const short = { ...options, limits: { ...LIMITS, cpuSeconds: SHORT_CPU_SECONDS } };
  return {
    short: new ChildPool(short, warmCount),
    long: new ChildPool(options, Math.min(1, warmCount)),
  };
}

/** Counts checks while they end. Their words are ours: the child is not believed yet. */
function follow({ all }: SuiteFacts, onProgress: (progress: Progress) => void): Exam["onCheck"] {
  const done = new Set<string>();
  let failed: Progress["failed"];
  return ({ name, verdict }) => {
    const known = all.find((check) => check.name === name);
    if (known === undefined || done.has(name)) return;
    done.add(name);
    if (verdict === "failed") failed ??= { name, promise: known.promise };
    onProgress({ checks: { done: done.size, all: all.length }, ...failed && { failed } });
  };
}

interface Frame {
  readonly slug: string;
  readonly hashes: SubmissionVerdict["hashes"];
  readonly seed: number;
  readonly milliseconds: number;
}

type Graded = Pick<SubmissionVerdict, "verdict" | "reason" | "score" | "checks"> & {
  readonly stats: Stats;
};

function toVerdict(examined: Examined, frame: Frame): SubmissionVerdict {
  const { slug, hashes, seed, milliseconds } = frame;
  const { verdict, reason, score, checks, stats } = judge(examined);
  return {
    version: 1,
    slug,
    verdict,
    reason,
    score,
    checks,
    hashes,
    seeds: [seed],
    stats: { ...stats, milliseconds: Math.round(milliseconds), times: rounded(examined.times) },
  };
}

function rounded(times: Times): Times {
  const entries = Object.entries(times).map(([name, ms]) => [name, Math.round(ms)]);
  return Object.fromEntries(entries) as unknown as Times;
}

function judge(ending: Examined): Graded {
  const nothing = { score: 0, checks: [], stats: { schedules: 0, events: 0, states: 0 } };
  switch (ending.kind) {
    case "done": {
      const { verdict, score, checks, stats } = ending;
      const stopped = checks.find((check) => check.verdict === "ran out");
      const reason = verdict === "ran out" ? stopped?.message ?? "" : "";
      return { verdict, reason, score, checks, stats };
    }
    case "not gradable":
    case "ran out":
      return { ...nothing, verdict: ending.kind, reason: ending.reason };
    case "our fault":
      // What broke may speak of hidden checks: that is for our log.
      return { ...nothing, verdict: ending.kind, reason: OUR_FAULT };
    case "abandoned":
      throw new NoVerdict(ending.kind, "The grader was closed");
    case "died":
    case "not started":
      throw new NoVerdict(ending.kind, ending.reason);
  }
}

const OUR_FAULT =
  "Something in the grader itself broke on this program. That is our fault and not " +
  "yours: your submission is stored, and the instructors can see it.";
