/** Where a cohort shows no names of hidden checks, nothing that its learners are sent has one. */
import assert from "node:assert/strict";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import type { Grading } from "@/grading/open_grading.ts";
import { EXERCISE, onSite } from "@/tests/server/on_site.ts";

const NAMES = /secret-order|secret-merge/;
const COUNTEREXAMPLE = {
  ...{ check: "secret-merge", plan: "", seed: 1, schedule: [], program: "", culprit: 1, slice: [] },
  trace: { version: 1, slug: EXERCISE.slug, seed: 1, nodes: ["n1"], events: [] },
};
const CHECK = { promise: "secret-order holds.", message: "n1 lost it.", coverage: "" };
const VERDICT = {
  ...{ version: 1, slug: EXERCISE.slug, verdict: "failed", reason: "", score: 50, seeds: [1] },
  checks: [
    { ...CHECK, name: "secret-order", verdict: "passed", message: "", counterexample: null },
    { ...CHECK, name: "secret-merge", verdict: "failed", counterexample: COUNTEREXAMPLE },
  ],
  hashes: { submission: "", grader: "", engine: "" },
  stats: { schedules: 1, events: 1, states: 1, milliseconds: 1 },
};

Deno.test("no page, JSON, event or run for a learner names a check that the cohort hides", () =>
  onSite(async ({ db, get, post, grading, sessions }) => {
    const { learner, cookie } = await sessions.newLearner(new Request("http://localhost:8000/"));
    const settings = {
      ...{ name: "A", timeZone: "UTC", lateRule: "mark", latePercent: 10 } as const,
      ...{ hiddenNames: "none", solutionsOpen: "passed" } as const,
    };
    const id = await createCohort(db, settings, { actorId: "t", slugs: [EXERCISE.slug] });
    await rememberLearner(db, { id: learner.id, name: "Ada", createdAt: "2026" });
    await joinCohort(db, (await findCohort(db, id))!.join_code, learner.id);
    grading.all.push({
      ...{ id: "s1", learnerId: learner.id, learnerName: "Ada", slug: EXERCISE.slug, source: "" },
      ...{ createdAt: "2026-11-24T00:00:00.000Z", state: "done", verdict: VERDICT as never },
    });
    const asked: unknown[] = [];
    const play: Grading["play"] = (_, __, wish) => {
      asked.push((wish as { check: string }).check);
      const judgements = [{ name: "secret-merge", promise: CHECK.promise, message: "" }];
      judgements.push({ name: "secret-order", promise: "", message: "" });
      const played = { counterexample: COUNTEREXAMPLE, judgements, lines: [], start: [] };
      return Promise.resolve({ kind: "played", played, choices: null } as never);
    };
    Object.assign(grading, { play });
    grading.follow = (_, follower) => {
      const failed = { name: "secret-merge", promise: CHECK.promise };
      queueMicrotask(() => follower({ state: "running", failed }));
      queueMicrotask(() => follower({ state: "done" }));
      return () => {};
    };
    const headers = { cookie: cookie.split(";")[0] };
    const paths = ["/submissions/s1", "/submissions/s1/hidden-2", "/api/submissions/s1"];
    paths.push("/api/submissions/s1/events");

    for (const path of paths) {
      const text = await (await get(path, { headers })).text();
      assert.match(text, /hidden-2|A hidden check/, path);
      assert.doesNotMatch(text, NAMES, path);
    }
    const list = await (await get(`/api/exercises/${EXERCISE.slug}/attempts`, { headers })).text();
    assert.match(list, /"verdict":\{"verdict":"failed"/);
    assert.doesNotMatch(list, NAMES);
    const body = JSON.stringify({ check: "hidden-2" });
    const json = { ...headers, "content-type": "application/json" };
    const run = await (await post("/api/submissions/s1/plays", { headers: json, body })).text();
    assert.match(run, /hidden-2/);
    assert.doesNotMatch(run, NAMES);
    assert.deepEqual(asked, ["secret-merge"]);
  }));
