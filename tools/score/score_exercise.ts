import type { ExerciseScore, ScoreHashes, Share } from "@/grading/score.ts";
import { type Graded, judgeCounterexample, type Program } from "../check/grade_programs.ts";

/** The grade of one exercise's grader, from what became of its programs. */
export function scoreExercise(
  slug: string,
  graded: readonly Graded[],
  { date, hashes }: { readonly date: string; readonly hashes: ScoreHashes },
): ExerciseScore {
  const all = graded.filter(({ program }) => program.slug === slug);
  const share = (kinds: readonly Program["kind"][], isGood: (graded: Graded) => boolean): Share => {
    const some = all.filter(({ program }) => kinds.includes(program.kind));
    return { count: some.filter(isGood).length, of: some.length };
  };
  const hasFailed = ({ verdict }: Graded) => verdict.verdict === "failed";
  const sum = (read: (graded: Graded) => number) =>
    all.reduce((total, each) => total + read(each), 0);
  return {
    slug,
    date,
    hashes,
    checks: Math.max(0, ...all.map(({ verdict }) => verdict.checks.length)),
    starters: share(["starter"], hasFailed),
    right: share(["solution", "variant"], ({ verdict }) => verdict.verdict === "passed"),
    wrongByName: share(["wrong"], isCaughtByName),
    wrong: share(["wrong"], hasFailed),
    explained: share(["starter", "wrong"], (each) => hasFailed(each) && isExplained(each)),
    passedMs: times(all, ["solution", "variant"]),
    failedMs: times(all, ["starter", "wrong"]),
    schedules: sum(({ verdict }) => verdict.stats.schedules),
    events: sum(({ verdict }) => verdict.stats.events),
    states: sum(({ verdict }) => verdict.stats.states),
  };
}

/** True where nothing is left to be wished for. */
export function isPerfect(score: Pick<ExerciseScore, (typeof SHARES)[number]>): boolean {
  return SHARES.every((name) => score[name].count === score[name].of);
}

const SHARES = ["starters", "right", "wrongByName", "wrong", "explained"] as const;

function isCaughtByName({ program, verdict }: Graded): boolean {
  return verdict.checks.some(({ name, verdict }) => verdict === "failed" && name === program.fails);
}

function isExplained({ program, verdict }: Graded): boolean {
  return verdict.checks.filter((check) => check.verdict === "failed").every((check) =>
    judgeCounterexample(program.path, check).length === 0
  );
}

function times(graded: readonly Graded[], kinds: readonly Program["kind"][]): number[] {
  return graded
    .flatMap(({ program, cpuMs }) =>
      kinds.includes(program.kind) && cpuMs !== undefined ? [cpuMs] : []
    )
    .sort((one, other) => one - other);
}
