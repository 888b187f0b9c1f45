import { deepEqual, equal } from "node:assert/strict";
import { type ExerciseScore, readScores, writeScores } from "./score.ts";

const HASHES = { engine: "e", grader: "g", programs: "p" };
const SHARE = { count: 1, of: 1 };

function score(slug: string, hashes = HASHES): ExerciseScore {
  const shares = { starters: SHARE, right: SHARE, wrong: SHARE, wrongByName: SHARE };
  const work = { schedules: 1, events: 1, states: 1, passedMs: [1], failedMs: [1] };
  return { slug, date: "2026-11-25", hashes, checks: 1, ...shares, explained: SHARE, ...work };
}

async function withExercises(
  slugs: readonly string[],
  body: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/grading`);
    for (const slug of slugs) await Deno.mkdir(`${root}/exercises/${slug}`, { recursive: true });
    await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("readScores() says which scores are out of date, and which are missing", () =>
  withExercises(["a", "b", "c"], async (root) => {
    await writeScores(root, [score("a"), score("b")]);
    const now = { ...HASHES, engine: "another" };

    const table = await readScores(root, new Map([["a", HASHES], ["b", now], ["c", HASHES]]));

    deepEqual(table.scores.map(({ changed }) => changed), [[], ["engine"]]);
    deepEqual(table.missing, ["c"]);
  }));

Deno.test("readScores() has nothing to show before the first score", () =>
  withExercises(["a"], async (root) => {
    deepEqual(await readScores(root, new Map([["a", HASHES]])), { scores: [], missing: ["a"] });
  }));

Deno.test("writeScores() keeps other exercises' scores, and forgets exercises that are gone", () =>
  withExercises(["a", "b"], async (root) => {
    await writeScores(root, [score("a"), score("gone")]);
    await writeScores(root, [score("b")]);

    const { scores } = await readScores(root, new Map([["a", HASHES], ["gone", HASHES]]));

    deepEqual(scores.map(({ slug }) => slug), ["a"]);
    equal((await Deno.readTextFile(`${root}/grading/score.json`)).includes('"b"'), true);
  }));
