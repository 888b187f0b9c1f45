import assert from "node:assert/strict";
import { findPassword } from "@/db/credentials.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import type { Database } from "@/db/schema.ts";
import { insertSession } from "@/db/sessions.ts";
import { type Role, ROLES } from "@/lib/roles.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { mayHelp, openResetLinks, RESET_HOURS, type ResetLinks } from "./reset_links.ts";

const AT = "2026-11-25T00:00:00.000Z";
const START_MS = Date.parse(AT);
const FRESH = { email: " Ada@example.org", password: "a few plain words" };

interface Scene {
  readonly db: Database;
  readonly links: ResetLinks;
  readonly clock: { ms: number };
  /** A link for Ada, made by an instructor. */
  readonly secret: string;
}

async function account(db: Database, id: string, role: Role = "learner"): Promise<void> {
  await rememberLearner(db, { id, name: `Name of ${id}`, createdAt: AT });
  await openAccount(db, id, { since: AT, role });
}

async function withLink(body: (scene: Scene) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    const clock = { ms: START_MS };
    const links = openResetLinks(db, () => clock.ms);
    await account(db, "ada");
    await account(db, "ina", "instructor");
    const secret = await links.make("ada", "ina");
    await body({ db, links, clock, secret: secret! });
  });
}

/** Who is let in, or "no". */
async function use({ links, secret }: Scene, fresh?: typeof FRESH): Promise<string> {
  const found = await links.use(secret, fresh);
  return "id" in found ? found.id : "no";
}

async function auditOf(db: Database): Promise<string[]> {
  const lines = await db.selectFrom("audit").selectAll().orderBy("id").execute();
  return lines.map(({ actor_id, action, subject, detail }) =>
    [actor_id, action, subject, detail].join(" ")
  );
}

Deno.test("a link lets in once, sets the password and ends every session of the account", () =>
  withLink(async (scene) => {
    const { db } = scene;
    await account(db, "bob");
    for (const [id_hash, learner_id] of [["1", "ada"], ["2", "ada"], ["3", "bob"]]) {
      const times = { created_at: AT, used_at: AT, expires_at: "2027" };
      const rest = { means: "password", browser: "", token_hash: null } as const;
      await insertSession(db, { id_hash, learner_id, ...times, ...rest });
    }

    assert.equal(await use(scene, FRESH), "ada");
    assert.equal(await use(scene, FRESH), "no");

    assert.equal((await findPassword(db, "ada@example.org"))?.id, "ada");
    const sessions = await db.selectFrom("sessions").select("id_hash").execute();
    assert.deepEqual(sessions.map(({ id_hash }) => id_hash), ["3"]);
    assert.deepEqual(await auditOf(db), [
      "ina reset.make ada {}",
      `ada reset.use ada {"made by":"Name of ina","password":"new"}`,
    ]);
  }));

Deno.test("without a new password the old one stays", () =>
  withLink(async (scene) => {
    const { db } = scene;
    const row = { learner_id: "ada", email: "ada@example.org", hash: "old", changed_at: AT };
    await db.insertInto("passwords").values(row).execute();

    assert.equal(await use(scene), "ada");

    assert.equal((await findPassword(db, "ada@example.org"))?.hash, "old");
    assert.match((await auditOf(db))[1], /"password":"kept"/);
  }));

Deno.test("to look changes nothing, however often", () =>
  withLink(async (scene) => {
    for (let time = 0; time < 3; time++) {
      const known = await scene.links.look(` ${scene.secret} `);
      assert.equal("id" in known && known.name, "Name of ada");
    }

    assert.equal((await auditOf(scene.db)).length, 1);
    assert.equal(await use(scene), "ada");
  }));

Deno.test("a link ends after a day, when it is taken back, and when there is a newer one", () =>
  withLink(async (scene) => {
    const { links, clock, db } = scene;
    clock.ms = START_MS + RESET_HOURS * 3_600_000 - 1;
    assert.equal((await links.find("ada"))?.author, "Name of ina");
    assert.equal("id" in await links.look(scene.secret), true);
    clock.ms++;
    assert.equal(await links.find("ada"), undefined);
    assert.equal(await use(scene), "no");

    const second = { ...scene, secret: (await links.make("ada", "ina"))! };
    const third = { ...scene, secret: (await links.make("ada", "ina"))! };
    assert.equal(await use(second), "no");
    await links.takeBack("ada", "ina");
    assert.equal(await use(third), "no");
    await links.takeBack("ada", "ina");
    assert.deepEqual((await auditOf(db)).map((line) => line.split(" ")[1]), [
      ...["reset.make", "reset.make", "reset.make", "reset.revoke"],
    ]);
  }));

Deno.test("every link that is no good is refused in the same words", () =>
  withLink(async ({ links, clock, secret }) => {
    const refusals = [await links.look("x"), await links.use("x"), await links.use("x", FRESH)];
    clock.ms += RESET_HOURS * 3_600_000;
    refusals.push(await links.look(secret), await links.use(secret));

    assert.equal(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size, 1);
    assert.match(JSON.stringify(refusals[0]), /no good any more/);
  }));

Deno.test("nothing that is stored gives the link away", () =>
  withLink(async ({ db, secret }) => {
    assert.match(secret, /^[\w-]{32}$/);
    for (const table of ["reset_links", "audit"] as const) {
      const stored = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      assert.match(stored, /ada/);
      assert(!stored.includes(secret), table);
    }
  }));

Deno.test("what is filled in wrongly, or is another's address, leaves the link good", () =>
  withLink(async (scene) => {
    const { db, links, secret } = scene;
    await account(db, "bob");
    const row = { learner_id: "bob", email: "bob@example.org", hash: "", changed_at: AT };
    await db.insertInto("passwords").values(row).execute();
    const fieldOf = async (fresh: typeof FRESH) => {
      const refused = await links.use(secret, fresh);
      return "denial" in refused ? refused.field : "none";
    };

    assert.equal(await fieldOf({ ...FRESH, password: "short" }), "password");
    assert.equal(await fieldOf({ ...FRESH, email: "ada" }), "email");
    assert.equal(await fieldOf({ ...FRESH, email: "bob@example.org" }), "email");
    assert.equal(await use(scene, FRESH), "ada");
  }));

Deno.test("two who use a link at once: one is let in", () =>
  withLink(async (scene) => {
    const found = await Promise.all([use(scene, FRESH), use(scene), use(scene, FRESH)]);

    assert.deepEqual(found.sort(), ["ada", "no", "no"]);
  }));

Deno.test("a link does nothing for its maker that they may not do any more", () =>
  withLink(async (scene) => {
    const { db } = scene;
    const role = (id: string, role: Role) =>
      db.updateTable("learners").set({ role }).where("id", "=", id).execute();

    await role("ada", "owner");
    assert.equal(await use(scene), "no");
    await role("ada", "learner");
    await role("ina", "assistant");
    assert.equal(await use(scene), "no");
    await role("ina", "instructor");
    assert.equal(await use(scene), "ada");
  }));

Deno.test("there is no link for whom a cookie alone remembers, nor for nobody", () =>
  withLink(async ({ db, links }) => {
    await rememberLearner(db, { id: "cookie", name: "x", createdAt: AT });

    assert.equal(await links.make("cookie", "ina"), undefined);
    assert.equal(await links.make("nobody", "ina"), undefined);
    assert.equal((await auditOf(db)).length, 1);
  }));

Deno.test("mayHelp() lets owners help anyone, instructors learners, and nobody else", () => {
  const pairs = ROLES.flatMap((helper) => ROLES.map((other) => [helper, other] as const));

  const allowed = pairs.filter(([helper, other]) => mayHelp(helper, other));

  assert.deepEqual(allowed, [
    ["instructor", "learner"],
    ...ROLES.map((other) => ["owner", other] as const),
  ]);
});
