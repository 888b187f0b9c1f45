import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { claim, enqueue } from "@/db/queue.ts";
import { createRegrade } from "@/db/regrades.ts";
import type { Database } from "@/db/schema.ts";
import { findSubmission } from "@/db/submissions.ts";
import { type Grader, NoVerdict } from "./grader.ts";
import type { SubmissionVerdict } from "./verdict.ts";
import { Live } from "./live.ts";
import { startWorkers, type Workers } from "./worker.ts";

type Line = Record<string, unknown>;

/** A queue with a grader of our own, and what the workers log. */
interface Stage {
  readonly db: Database;
  submit(id: string): Promise<void>;
  start(grade: Grader["grade"], count?: number): Workers;
  /** Resolves with the first line about an event, past or to come. */
  logged(event: string, count?: number): Promise<Line>;
}

async function withStage(body: (stage: Stage) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  const lines: Line[] = [];
  let look = () => {};
  let workers: Workers | undefined;
  const live = new Live({ db, log: () => {} });
  const logged = (event: string, count = 1) =>
    new Promise<Line>((resolve) => {
      look = () => {
        const found = lines.filter((line) => line.event === event);
        if (found.length >= count) resolve(found[count - 1]);
      };
      look();
    });
  const log = (line: Line) => {
    lines.push(line);
    look();
  };
  const start = (grade: Grader["grade"], count = 1) => {
    const grader: Grader = {
      walls: "",
      slugs: [],
      hashes: { engine: "", graders: new Map() },
      grade,
      play: () => Promise.reject(new Error("Nothing is played here")),
      giveUp: (slug, _, reason) => Promise.resolve(verdictOf(slug, "not gradable", reason)),
      childCounts: () => ({ started: 0, died: 0, notStarted: 0 }),
      close: () => Promise.resolve(),
    };
    return workers = startWorkers({ db, grader, live, count, log });
  };
  const submit = (id: string) =>
    enqueue(db, { id, learnerId: "ada", learnerName: "Ada", slug: "x", source: id, createdAt: "" });
  try {
    await body({ db, submit, start, logged });
  } finally {
    await workers?.stop();
    await db.destroy();
    await scratch.remove();
  }
}

function verdictOf(
  slug: string,
  verdict: SubmissionVerdict["verdict"],
  reason = "",
): SubmissionVerdict {
  return {
    version: 1,
    slug,
    verdict,
    reason,
    score: 0,
    checks: [],
    hashes: { submission: "", grader: "", engine: "" },
    seeds: [1],
    stats: { schedules: 0, events: 0, states: 0, milliseconds: 0 },
  };
}

Deno.test("startWorkers() grades what waited and what comes", () =>
  withStage(async ({ db, submit, start, logged }) => {
    await submit("s1");
    const workers = start((slug) => Promise.resolve(verdictOf(slug, "passed")));
    await logged("graded");
    await submit("s2");
    workers.wake();
    await logged("graded", 2);

    for (const id of ["s1", "s2"]) {
      const found = await findSubmission(db, id);
      assert.equal(found?.state, "done");
      assert.equal(JSON.parse(found?.json ?? "null").verdict, "passed");
    }
  }));

Deno.test("startWorkers() gives up a submission that kills three children", () =>
  withStage(async ({ db, submit, start, logged }) => {
    let tries = 0;
    await submit("s1");
    start(() => {
      tries++;
      return Promise.reject(new NoVerdict("died", "exit code 1"));
    });
    await logged("graded");

    const { verdict, reason } = JSON.parse((await findSubmission(db, "s1"))?.json ?? "null");
    assert.equal(tries, 3);
    assert.equal(verdict, "not gradable");
    assert.match(reason, /died 3 times/);
  }));

Deno.test("startWorkers() blames no submission for a child that does not start", () =>
  withStage(async ({ db, submit, start, logged }) => {
    let tries = 0;
    await submit("s1");
    const workers = start((slug) => {
      if (++tries <= 4) return Promise.reject(new NoVerdict("not started", "no memory"));
      return Promise.resolve(verdictOf(slug, "passed"));
    });
    for (let count = 1; count <= 4; count++) {
      await logged("child not started", count);
      workers.wake();
    }
    await logged("graded");

    assert.equal(JSON.parse((await findSubmission(db, "s1"))?.json ?? "null").verdict, "passed");
  }));

Deno.test("stop() hands back what is being graded", () =>
  withStage(async ({ db, submit, start }) => {
    const { promise, reject } = Promise.withResolvers<SubmissionVerdict>();
    const begun = Promise.withResolvers<void>();
    await submit("s1");
    const workers = start(() => {
      begun.resolve();
      return promise;
    });
    await begun.promise;
    const stopped = workers.stop();
    reject(new NoVerdict("abandoned", "closed"));
    await stopped;

    assert.equal((await findSubmission(db, "s1"))?.state, "queued");
    assert.equal((await claim(db, { owner: "next", nowMs: 0, untilMs: 1 }))?.deaths, 0);
  }));

/** Two programs were graded, and now another grader is to be tried on them. */
async function beginTrial({ db, submit, logged, start }: Stage): Promise<void> {
  await submit("t1");
  await submit("t2");
  const workers = start((slug) => Promise.resolve(verdictOf(slug, "passed")));
  await logged("graded", 2);
  await workers.stop();
  const now = { slug: "x", graderHash: "new", engineHash: "new" };
  const reach = { cohortId: null, instructorId: null };
  const rest = { scope: "all", reach, actorId: "eve", createdAt: "" } as const;
  assert.equal(await createRegrade(db, { ...now, ...rest, id: "r1" }), 2);
}

Deno.test("startWorkers() makes trials only while no learner waits", () =>
  withStage(async (stage) => {
    await beginTrial(stage);
    await stage.submit("s1");
    const order: string[] = [];

    stage.start((slug, source) => {
      order.push(source);
      return Promise.resolve(verdictOf(slug, "passed"));
    });

    await stage.logged("tried", 2);
    assert.deepEqual(order, ["s1", "t1", "t2"]);
  }));

Deno.test("startWorkers() keeps one worker from trials, for the next learner", () =>
  withStage(async (stage) => {
    await beginTrial(stage);
    let endTrials = () => {};
    const trialsMayEnd = new Promise<void>((resolve) => endTrials = resolve);

    const workers = stage.start(async (slug, source) => {
      if (source !== "s1") await trialsMayEnd;
      return verdictOf(slug, "passed");
    }, 2);
    await stage.submit("s1");
    workers.wake();

    // The trials end after it: were both workers at trials, this would wait for ever.
    await stage.logged("graded", 3);
    endTrials();
    await stage.logged("tried", 2);
  }));
