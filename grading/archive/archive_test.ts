import assert from "node:assert/strict";
import { listAudit } from "@/db/audit.ts";
import { createCohort, findCohort, listCohorts, setCohortExercise } from "@/db/cohorts.ts";
import { listGrades } from "@/db/grades.ts";
import { rememberLearner } from "@/db/learners.ts";
import { importRoster, joinCohort } from "@/db/members.ts";
import { setOverride } from "@/db/overrides.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { addRemark } from "@/db/remarks.ts";
import type { Database } from "@/db/schema.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { importArchive } from "./import_archive.ts";
import { readArchive } from "./read_archive.ts";
import { writeArchive } from "./write_archive.ts";

const AT = "2026-11-25T10:00:00.000Z";

function verdict(slug: string, score: number) {
  const word = score === 100 ? "passed" : "failed";
  const checks = [{
    ...{ name: "order", promise: "", verdict: word, message: "", counterexample: null },
    coverage: "",
  }];
  const hashes = { submission: "s", grader: "g", engine: "e" };
  const stats = { schedules: 1, events: 2, states: 3, milliseconds: 4 };
  const rest = { reason: "", score, checks, hashes, seeds: [1], stats };
  return {
    json: JSON.stringify({ version: 1, slug, verdict: word, ...rest }),
    ...{ verdict: word, score, createdAt: AT, graderHash: "g", engineHash: "e" },
    failures: score === 100 ? [] : [{ check: "order", shape: "shape" }],
  };
}

/** A cohort with a bit of everything. */
async function makeCohort(db: Database): Promise<string> {
  const id = await createCohort(db, {
    ...{ name: "Autumn", timeZone: "Europe/Berlin", lateRule: "percent", latePercent: 10 },
    ...{ hiddenNames: "failed", solutionsOpen: "due" },
  }, { actorId: "eve", slugs: ["x", "y"] });
  const due = "2026-11-20T10:00:00.000Z";
  await setCohortExercise(db, { cohort_id: id, slug: "x", opens_at: null, due_at: due }, "eve");
  const { join_code } = (await findCohort(db, id))!;
  for (const name of ["ada", "bob"]) {
    await rememberLearner(db, { id: name, name: `=${name}`, createdAt: AT });
    await joinCohort(db, join_code, name);
  }
  await importRoster(db, id, [{ name: "Cyd", email: "cyd@example.org" }], "eve");
  for (const [index, score] of [40, 100].entries()) {
    const sent = { id: `s${index}`, learnerId: "ada", learnerName: "", createdAt: AT };
    await enqueue(db, { ...sent, slug: "x", source: `let ${"ä".repeat(index)};` });
    await claim(db, { owner: "w", nowMs: 0, untilMs: 1 });
    assert.ok(await finish(db, `s${index}`, "w", verdict("x", score)));
  }
  await addRemark(db, { submission_id: "s0", line: 1, text: "Why?", author_id: "eve" });
  const grade = { state: "passed", score: 80, reason: "Shown in class", actorId: "eve" } as const;
  await setOverride(db, { cohortId: id, learnerId: "bob", slug: "y" }, grade);
  return id;
}

async function archive(db: Database, id: string): Promise<Blob> {
  return await new Response(writeArchive(db, (await findCohort(db, id))!) as ReadableStream).blob();
}

/** All that it says, but for ids and the moment at which it was made. */
async function contentOf(file: Blob): Promise<unknown[]> {
  const content: unknown[] = [];
  for await (const line of readArchive(file)) {
    content.push({ ...line, id: "", member: "", exportedAt: "" });
  }
  return content;
}

Deno.test("importArchive() makes a new cohort that says the same, under other ids", () =>
  withDatabase(async (db) => {
    const file = await archive(db, await makeCohort(db));
    let id = "";

    await withDatabase(async (elsewhere) => {
      id = await importArchive(elsewhere, file, "owner");

      const again = await archive(elsewhere, id);
      assert.deepEqual(await contentOf(again), await contentOf(file));
      const grades = await listGrades(elsewhere, id);
      assert.deepEqual(
        grades.map((grade) => [grade.learnerName, grade.slug, grade.state, grade.score]),
        (await listGrades(db, (await listCohorts(db))[0].id))
          .map((grade) => [grade.learnerName, grade.slug, grade.state, grade.score]),
      );
      assert.equal((await findCohort(elsewhere, id))?.archived_at, null);
      const [line] = await listAudit(elsewhere, { limit: 1 });
      assert.deepEqual([line.action, line.subject], ["cohort.import", id]);
    });
    // Beside the original, nothing is taken for the same.
    const second = await importArchive(db, file, "eve");
    assert.equal((await listCohorts(db)).length, 2);
    assert.deepEqual(await contentOf(await archive(db, second)), await contentOf(file));
  }));

/** An archive whose lines somebody has worked on, with the checksum as it was or made anew. */
async function rewrite(file: Blob, change: (text: string) => string): Promise<Blob> {
  const text = await new Response(file.stream().pipeThrough(new DecompressionStream("gzip")))
    .text();
  const changed = new Blob([change(text)]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(changed).blob();
}

async function sealed(lines: string): Promise<string> {
  const body = lines.slice(0, lines.lastIndexOf('{"kind":"end"'));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  const sha256 = new Uint8Array(digest).toHex();
  return `${body}${JSON.stringify({ kind: "end", lines: body.split("\n").length - 1, sha256 })}\n`;
}

Deno.test("importArchive() refuses what was changed, cut or made up, and stores nothing", () =>
  withDatabase(async (db) => {
    const file = await archive(db, await makeCohort(db));
    const forge = async (change: (text: string) => string) => {
      let text = "";
      await rewrite(file, (whole) => text = whole);
      const forged = await sealed(change(text));
      return await rewrite(file, () => forged);
    };
    const cases: [Blob, RegExp][] = [
      [new Blob(["no archive"]), /no archive/],
      [file.slice(0, file.size - 20), /cut/],
      [await rewrite(file, (text) => text.replace("=ada", "=eve")), /checksum/],
      [await rewrite(file, (text) => text.replace(/\{"kind":"end".*\n/, "")), /was cut/],
      [await forge((text) => text.replace('"version":1', '"version":2')), /Line 1.*version/],
      [await forge((text) => text.replace("Europe/Berlin", "Mars/Base")), /time zone/],
      [await forge((text) => text.replace('"member":"ada"', '"member":"eve"')), /not in it: "eve"/],
      [await forge((text) => text.replace('"score":40', '"score":4000')), /score/],
      [await forge((text) => text.replace('"score":40', '"score":41')), /something else/],
      [
        await forge((text) => text.replace('\\"counterexample\\":null', '\\"counterexample\\":{}')),
        /Line \d+ of the archive: the counterexample of order: its top must have/,
      ],
      [await forge((text) => text.replace('"id":"s1"', '"id":"s0"')), /"s0" twice/],
      [await forge((text) => text.replace(AT, "2026-99-25T10:00:00Z")), /moment/],
      [await forge((text) => text.replace('"kind":"place"', '"kind":"pit"')), /no kind/],
    ];
    for (const [bad, message] of cases) {
      await assert.rejects(importArchive(db, bad, "eve"), { name: "Refusal", message });
    }

    assert.equal((await listCohorts(db)).length, 1);
    assert.equal(await (await contentOf(await forge((text) => text))).length > 5, true);
  }));
