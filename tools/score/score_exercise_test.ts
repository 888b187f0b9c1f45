import { deepEqual, equal } from "node:assert/strict";
import { addScores } from "@/grading/score.ts";
import type { Graded, Program } from "../check/grade_programs.ts";
import { formatScores } from "./format_score.ts";
import { samplePrograms } from "./sample_programs.ts";
import { isPerfect, scoreExercise } from "./score_exercise.ts";

const ABOUT = { date: "2026-11-25", hashes: { engine: "e", grader: "g", programs: "p" } };

function program(slug: string, kind: Program["kind"], name: string = kind): Program {
  return { path: `${slug}/${name}.ts`, slug, source: "", kind, fails: "causal" };
}

/** What came of a program: it failed some checks, each explained by one event of n1, or passed. */
function graded(program: Program, failed: readonly string[], message = "n1 at step 1."): Graded {
  const counterexample = { trace: { nodes: ["n1"], events: [{}] } };
  const checks = failed.map((name) => ({
    name,
    promise: "",
    verdict: "failed",
    message,
    counterexample,
  }));
  const stats = { schedules: 2, events: 10, states: 5 };
  const verdict = { verdict: failed.length === 0 ? "passed" : "failed", checks, stats };
  return { program, verdict: verdict as never, cpuMs: 100 + failed.length, complaints: [] };
}

function perfect(slug: string): Graded[] {
  return [
    graded(program(slug, "starter"), ["causal"]),
    graded(program(slug, "solution"), []),
    graded(program(slug, "wrong"), ["causal", "other"]),
  ];
}

Deno.test("scoreExercise() counts what was caught, accepted and explained", () => {
  const score = scoreExercise("x", [...perfect("x"), ...perfect("y")], ABOUT);

  deepEqual(score.wrong, { count: 1, of: 1 });
  deepEqual(score.right, { count: 1, of: 1 });
  deepEqual(score.explained, { count: 2, of: 2 });
  deepEqual([score.passedMs, score.failedMs], [[100], [101, 102]]);
  equal(score.events, 30);
  equal(isPerfect(score), true);
});

Deno.test("isPerfect() is false for each way to fall short", () => {
  const [starter, solution, wrong] = perfect("x");
  const short: readonly (readonly Graded[])[] = [
    [graded(starter.program, []), solution, wrong],
    [starter, graded(solution.program, ["causal"]), wrong],
    [starter, solution, graded(wrong.program, [])],
    [starter, solution, graded(wrong.program, ["other"])],
    [starter, solution, graded(wrong.program, ["causal"], "Something broke.")],
  ];

  for (const each of short) equal(isPerfect(scoreExercise("x", each, ABOUT)), false);
});

Deno.test("formatScores() adds a line for all exercises", () => {
  const scores = ["x", "y"].map((slug) => scoreExercise(slug, perfect(slug), ABOUT));

  const lines = formatScores(scores).split("\n");

  equal(lines.length, 4);
  equal(lines[3].replace(/ +/g, " "), "in all 2/2 2/2 2/2 2/2 4/4 0.1 0.1 0.1 0.1 12 60 30");
  equal(addScores(scores).failedMs.length, 4);
});

Deno.test("samplePrograms() always has starter and solution, and others when a grader changes", async () => {
  const wrongs = Array.from({ length: 30 }, (_, index) => program("x", "wrong", `w${index}`));
  const all = [program("x", "starter"), program("x", "solution"), ...wrongs];

  const [one, again, other] = await Promise.all(
    ["hash", "hash", "another"].map((hash) => samplePrograms(all, () => hash)),
  );

  deepEqual(one, again);
  deepEqual(one.slice(0, 2), all.slice(0, 2));
  equal(one.length, other.length);
  equal(JSON.stringify(one) === JSON.stringify(other), false);
});
