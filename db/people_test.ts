import assert from "node:assert/strict";
import type { Role } from "@/lib/roles.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { deleteSetAside, listSetAside } from "./credentials.ts";
import { openAccount, rememberLearner } from "./learners.ts";
import { changeRole, listAccounts } from "./people.ts";
import type { Database } from "./schema.ts";

const AT = "2026-11-25T00:00:00.000Z";

async function account(db: Database, id: string, role: Role): Promise<void> {
  await rememberLearner(db, { id, name: `Name of ${id}`, createdAt: AT });
  await openAccount(db, id, { since: AT, role });
  const row = { learner_id: id, email: `${id}@example.org`, hash: "", changed_at: AT };
  await db.insertInto("passwords").values(row).execute();
}

Deno.test("listAccounts() has those with most power first, and finds by name and address", () =>
  withDatabase(async (db) => {
    await account(db, "ada", "learner");
    await account(db, "bob", "assistant");
    await account(db, "zoe", "owner");
    await rememberLearner(db, { id: "cookie", name: "Name of cookie", createdAt: AT });
    const ids = async (text: string, limit = 9) =>
      (await listAccounts(db, { text, limit })).map(({ id }) => id);

    assert.deepEqual(await ids(""), ["zoe", "bob", "ada"]);
    assert.deepEqual(await ids(" NAME OF B "), ["bob"]);
    assert.deepEqual(await ids("zoe@EXAMPLE"), ["zoe"]);
    assert.deepEqual(await ids("nobody"), []);
    assert.deepEqual(await ids("", 1), ["zoe"]);
  }));

Deno.test("changeRole() changes it once, and knows whom it cannot change", () =>
  withDatabase(async (db) => {
    await account(db, "ada", "learner");
    await account(db, "zoe", "owner");
    const give = (learnerId: string, role: Role) =>
      changeRole(db, { learnerId, role, actorId: "zoe" });

    assert.equal(await give("ada", "owner"), undefined);
    assert.equal(await give("ada", "owner"), undefined);
    assert.equal(await give("zoe", "learner"), undefined);
    assert.equal(await give("ada", "learner"), "last owner");
    assert.equal(await give("nobody", "owner"), "unknown");
    const audit = await db.selectFrom("audit").select("subject").orderBy("id").execute();
    assert.deepEqual(audit.map(({ subject }) => subject).sort(), ["ada", "zoe"]);
  }));

Deno.test("deleteSetAside() deletes one's own alone", () =>
  withDatabase(async (db) => {
    await account(db, "ada", "learner");
    await account(db, "bob", "learner");
    const row = { learner_id: "ada", slug: "gcounter", source: "a", updated_at: AT };
    await db.insertInto("set_aside").values({ id: "1", ...row }).execute();

    await deleteSetAside(db, "bob", "1");
    assert.equal((await listSetAside(db, "ada")).length, 1);
    await deleteSetAside(db, "ada", "1");
    assert.equal((await listSetAside(db, "ada")).length, 0);
  }));
