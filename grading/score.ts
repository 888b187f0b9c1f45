import { hashFiles } from "@/lib/hash_files.ts";
import { listSlugs } from "./exercises.ts";
import { hashGraders } from "./hash_graders.ts";

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** The grade of one exercise's grader: what became of every program that we wrote for it. */
export interface ExerciseScore {
  readonly slug: string;
  /** When it was found out: ISO 8601, UTC. */
  readonly date: string;
  /** SHA-256 of what was run: the score says nothing of anything else. */
  readonly hashes: ScoreHashes;
  /** How many checks the grader has. */
  readonly checks: number;
  /** Starters that fail, as they must. */
  readonly starters: Share;
  /** Right programs that pass: the solution and its variants. */
  readonly right: Share;
  /** Wrong programs that fail the check which they are known to fail. */
  readonly wrongByName: Share;
  /** Wrong programs that fail any check. */
  readonly wrong: Share;
  /** Failing programs of which every failure has a short story that shows it. */
  readonly explained: Share;
  /** CPU time of each verdict, sorted: near to the wall's on one idle core. */
  readonly passedMs: readonly number[];
  readonly failedMs: readonly number[];
  readonly schedules: number;
  readonly events: number;
  readonly states: number;
}

export interface ScoreHashes {
  readonly engine: string;
  readonly grader: string;
  /** The starter, the solution, its variants and what is wrong. */
  readonly programs: string;
}

/** A stored score, and what has changed since: where anything has, it is out of date. */
export interface StoredScore extends ExerciseScore {
  readonly changed: readonly (keyof ScoreHashes)[];
}

export interface ScoreTable {
  /** By slug, sorted. */
  readonly scores: readonly StoredScore[];
  /** Exercises that have none. */
  readonly missing: readonly string[];
}

const PATH = "grading/score.json";

/** The hashes of what runs, by slug. */
export async function hashScored(root: string): Promise<ReadonlyMap<string, ScoreHashes>> {
  const slugs = await listSlugs(root);
  const { engine, graders } = await hashGraders(root, slugs);
  const entries = await Promise.all(slugs.map(async (slug) => {
    const starter = `exercises/${slug}/starter.ts`;
    const folders = [`solutions/${slug}`, `exercises/${slug}`];
    const isProgram = (path: string) => path === starter || path.startsWith("solutions/");
    const programs = await hashFiles(root, folders, isProgram);
    return [slug, { engine, grader: graders.get(slug)!, programs }] as const;
  }));
  return new Map(entries);
}

/** The scores that were written last, held against the hashes of what runs. */
export async function readScores(
  root: string,
  current: ReadonlyMap<string, ScoreHashes>,
): Promise<ScoreTable> {
  const stored = (await readStored(root)).filter(({ slug }) => current.has(slug));
  const scores = stored.map((score) => ({
    ...score,
    changed: differing(score.hashes, current.get(score.slug)!),
  }));
  const missing = [...current.keys()].filter((slug) =>
    scores.every((score) => score.slug !== slug)
  );
  return { scores, missing };
}

/** Stores scores; those of exercises that are not among them stay, unless these are gone. */
export async function writeScores(root: string, scores: readonly ExerciseScore[]): Promise<void> {
  const slugs = await listSlugs(root);
  const kept = (await readStored(root)).filter(({ slug }) =>
    slugs.includes(slug) && scores.every((score) => score.slug !== slug)
  );
  const all = [...kept, ...scores].sort((one, other) => one.slug < other.slug ? -1 : 1);
  await Deno.writeTextFile(`${root}/${PATH}`, JSON.stringify(all, null, 2) + "\n");
}

/** All exercises' scores as one. */
export function addScores(
  scores: readonly ExerciseScore[],
): Omit<ExerciseScore, "slug" | "date" | "hashes"> {
  const sum = (read: (score: ExerciseScore) => number) =>
    scores.reduce((total, score) => total + read(score), 0);
  const share = (read: (score: ExerciseScore) => Share): Share => ({
    count: sum((score) => read(score).count),
    of: sum((score) => read(score).of),
  });
  const sorted = (read: (score: ExerciseScore) => readonly number[]) =>
    scores.flatMap(read).sort((one, other) => one - other);
  return {
    checks: sum(({ checks }) => checks),
    starters: share(({ starters }) => starters),
    right: share(({ right }) => right),
    wrongByName: share(({ wrongByName }) => wrongByName),
    wrong: share(({ wrong }) => wrong),
    explained: share(({ explained }) => explained),
    passedMs: sorted(({ passedMs }) => passedMs),
    failedMs: sorted(({ failedMs }) => failedMs),
    schedules: sum(({ schedules }) => schedules),
    events: sum(({ events }) => events),
    states: sum(({ states }) => states),
  };
}

async function readStored(root: string): Promise<ExerciseScore[]> {
  try {
    return JSON.parse(await Deno.readTextFile(`${root}/${PATH}`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function differing(one: ScoreHashes, other: ScoreHashes): (keyof ScoreHashes)[] {
  return (["engine", "grader", "programs"] as const).filter((part) => one[part] !== other[part]);
}
