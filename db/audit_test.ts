import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { listSources, readSource } from "@/tests/tidy/list_sources.ts";
import { listAudit, recordAudit, recordAudits } from "./audit.ts";
import { rememberLearner } from "./learners.ts";
import { transact } from "./transact.ts";

/** Before the clock of any machine. */
const CREATED_AT = "2000-01-01T00:00:00.000Z";

Deno.test("recordAudit() keeps who did what to whom, and what it was before", () =>
  withDatabase(async (db) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: CREATED_AT });
    const detail = { from: "failed, 60", to: "passed, 100", reason: "The check was too strict" };

    await recordAudit(db, { actorId: "ada", action: "grade.override", subject: "s1", detail });

    const [line] = await listAudit(db, { limit: 10 });
    assert.equal(line.actorName, "Ada");
    assert.equal(line.action, "grade.override");
    assert.equal(line.subject, "s1");
    assert.deepEqual(line.detail, detail);
    assert.ok(Date.parse(line.createdAt) > Date.parse(CREATED_AT));
  }));

Deno.test("recordAudit() is undone with the deed", () =>
  withDatabase(async (db) => {
    const deed = transact(db, async (transaction) => {
      await recordAudit(transaction, { actorId: "ada", action: "role.change", subject: "bob" });
      throw new Error("the deed fails");
    });

    await assert.rejects(deed, /the deed fails/);
    assert.deepEqual(await listAudit(db, { limit: 10 }), []);
  }));

Deno.test("listAudit() finds lines by action, by person and by time, page by page", () =>
  withDatabase(async (db) => {
    await rememberLearner(db, { id: "ada", name: "Ada Lovelace", createdAt: CREATED_AT });
    await recordAudits(db, [
      { actorId: "ada", action: "role.change", subject: "bob" },
      { actorId: "eve", action: "cohort.create", subject: "c1" },
      { actorId: "eve", action: "role.change", subject: "ada" },
    ]);
    const find = async (filter: Partial<Parameters<typeof listAudit>[1]>) =>
      (await listAudit(db, { limit: 10, ...filter })).map(({ subject }) => subject).sort();

    assert.deepEqual(await find({ action: "role.change" }), ["ada", "bob"]);
    assert.deepEqual(await find({ person: "LOVE" }), ["ada", "bob"]);
    assert.deepEqual(await find({ person: "bob" }), ["bob"]);
    assert.deepEqual(await find({ person: "nobody" }), []);
    assert.deepEqual(await find({ until: CREATED_AT }), []);
    assert.equal((await find({ since: CREATED_AT })).length, 3);
    const all = await listAudit(db, { limit: 10 });
    const rest = await listAudit(db, { limit: 10, before: all[0].id });
    assert.deepEqual(rest, all.slice(1));
  }));

Deno.test("recordAudits() writes more lines than one statement may have parameters", () =>
  withDatabase(async (db) => {
    const entry = { actorId: "ada", action: "verdict.change", subject: "s" } as const;

    await recordAudits(db, Array.from({ length: 1_201 }, () => entry));

    assert.equal((await listAudit(db, { limit: 2_000 })).length, 1_201);
  }));

Deno.test("no code changes or deletes lines of the audit log", async () => {
  const changing = /(?:updateTable|deleteFrom)\(\s*["'`]audit\b/;
  const found: string[] = [];

  for (const path of await listSources()) {
    if (changing.test(await readSource(path))) found.push(path);
  }

  assert.match(["db.deleteFrom(", '"audit")'].join(""), changing);
  assert.deepEqual(found, []);
});
