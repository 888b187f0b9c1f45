import assert from "node:assert/strict";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { readRevision } from "@/db/matrix.ts";
import { joinCohort } from "@/db/members.ts";
import { enqueue } from "@/db/queue.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { Watch } from "./watch.ts";

Deno.test("Watch tells how a cohort is at once, at each change, and that it closes", () =>
  withDatabase(async (db) => {
    const settings = {
      ...{ name: "A", timeZone: "UTC", lateRule: "mark", latePercent: 10 } as const,
      ...{ hiddenNames: "all", solutionsOpen: "passed" } as const,
    };
    const id = await createCohort(db, settings, { actorId: "t", slugs: ["vector-clock"] });
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const live = new Watch({ read: (id) => readRevision(db, id), log: () => {}, pollMs: 1 });
    const told: string[] = [];
    const ended = Promise.withResolvers<void>();
    let onTold = Promise.withResolvers<void>();
    live.follow(id, (revision) => [told.push(revision), onTold.resolve()], ended.resolve);
    await onTold.promise;
    onTold = Promise.withResolvers();

    await joinCohort(db, (await findCohort(db, id))!.join_code, "ada");
    await onTold.promise;
    onTold = Promise.withResolvers();
    const learner = { learnerId: "ada", learnerName: "Ada" };
    const submission = { id: "s1", slug: "vector-clock", source: "", createdAt: "2026" };
    await enqueue(db, { ...learner, ...submission });
    await onTold.promise;
    live.close();
    await ended.promise;

    assert.equal(new Set(told).size, 3);
    assert.match(told[0], /^0 /);
    assert.match(told[1], /^1 /);
    assert.match(told[2], /^1 .* 1$/);
  }));

Deno.test("Watch.changed() looks at once, and tells nobody what they know", async () => {
  let now = "1";
  // Nobody waits for this: it would take longer than the test.
  const watch = new Watch({ read: () => Promise.resolve(now), log: () => {}, pollMs: 3_600_000 });
  const told: string[] = [];
  let onTold = Promise.withResolvers<void>();
  const leave = watch.follow("a", (text) => [told.push(text), onTold.resolve()], () => {});
  await onTold.promise;

  onTold = Promise.withResolvers();
  now = "2";
  watch.changed();
  watch.changed();
  await onTold.promise;
  onTold = Promise.withResolvers();
  const second = watch.follow("a", () => onTold.resolve(), () => {});
  await onTold.promise;

  assert.deepEqual(told, ["1", "2"]);
  leave();
  second();
});
