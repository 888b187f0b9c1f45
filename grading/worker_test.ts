import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { claim, enqueue } from "@/db/queue.ts";
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
  start(grade: Grader["grade"]): Workers;
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
  const start = (grade: Grader["grade"]) => {
    const grader: Grader = {
      walls: "",
      slugs: [],
      grade,
      giveUp: (slug, _, reason) => Promise.resolve(verdictOf(slug, "not gradable", reason)),
      childCounts: () => ({ started: 0, died: 0, notStarted: 0 }),
      close: () => Promise.resolve(),
    };
    return workers = startWorkers({ db, grader, live, count: 1, log });
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
