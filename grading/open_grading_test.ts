import assert from "node:assert/strict";
import { openLimits } from "@/auth/limits.ts";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { type Grading, openGrading, type Submission } from "./open_grading.ts";

const SLUG = "vector-clock";
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

async function withGrading(
  body: (
    open: () => Promise<{ grading: Grading; done: (id: string) => Promise<Submission> }>,
  ) => Promise<void>,
): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  const opened: Grading[] = [];
  const open = async () => {
    const graded = new Map<string, () => void>();
    const known = new Set<unknown>();
    const log = ({ event, submission }: Record<string, unknown>) => {
      if (event !== "graded") return;
      known.add(submission);
      graded.get(submission as string)?.();
    };
    const { dataDir } = scratch;
    const limits = openLimits({ db, dataDir });
    const grading = await openGrading({ db, dataDir, limits, workers: 1, log });
    opened.push(grading);
    const done = async (id: string) => {
      await new Promise<void>((resolve) => known.has(id) ? resolve() : graded.set(id, resolve));
      return (await grading.submission(id))!;
    };
    return { grading, done };
  };
  try {
    await body(open);
  } finally {
    await opened.at(-1)?.close();
    await db.destroy();
    await scratch.remove();
  }
}

Deno.test("openGrading() takes a submission, grades it and remembers it", () =>
  withGrading(async (open) => {
    const { grading, done } = await open();
    const { id } = await grading.submit("ada", SLUG, starter);
    const submission = await done(id);

    assert.equal(submission.state, "done");
    assert.equal(submission.verdict?.verdict, "failed");
    assert.equal(submission.source, starter);
    assert.deepEqual((await grading.attempts("ada", SLUG)).map((each) => each.id), [id]);
    assert.deepEqual((await grading.newest({ limit: 5 })).map((each) => each.id), [id]);
    assert.deepEqual(await grading.attempts("bob", SLUG), []);
    assert.deepEqual(await grading.ready(), { ok: true, waiting: 0 });
  }));

Deno.test("openGrading() grades after a restart what was left", () =>
  withGrading(async (open) => {
    const first = await open();
    const { id } = await first.grading.submit("ada", SLUG, starter);
    await first.grading.close();
    const second = await open();

    const { verdict } = await second.grading.submission(id) as Submission;
    const graded = verdict ?? (await second.done(id)).verdict;

    assert.equal(graded?.verdict, "failed");
  }));

Deno.test("submit() refuses an exercise that is not there, whatever its name", () =>
  withGrading(async (open) => {
    const { grading } = await open();
    for (const slug of ["nope", "../secrets", "", "__proto__"]) {
      await assert.rejects(grading.submit("ada", slug, starter), { code: "unknown-exercise" });
    }
  }));

Deno.test("submit() stores programs that cannot be loaded, and they learn why", () =>
  withGrading(async (open) => {
    const { grading, done } = await open();
    const { id } = await grading.submit("ada", SLUG, "export function create( {\n");

    const { verdict } = await done(id);

    assert.equal(verdict?.verdict, "not gradable");
    assert.match(verdict?.reason ?? "", /^Line \d+, column \d+: /);
  }));
