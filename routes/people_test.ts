/** Owners give roles; nobody else does, and somebody always can. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import type { Role } from "@/lib/roles.ts";
import { type FakeSite, onSite } from "@/tests/server/on_site.ts";

const AT = "2026-11-25T00:00:00.000Z";

async function account({ db, sessions }: FakeSite, id: string, role: Role, hasPassword = true) {
  await rememberLearner(db, { id, name: id, createdAt: AT });
  await openAccount(db, id, { since: AT, role });
  if (hasPassword) {
    const row = { learner_id: id, email: `${id}@example.org`, hash: "", changed_at: AT };
    await db.insertInto("passwords").values(row).execute();
  }
  const who = { learnerId: id, role, means: "password" } as const;
  const cookie = await sessions.signIn(new Request("http://localhost:8000/"), who);
  return { cookie: cookie.split(";")[0] };
}

async function give(site: FakeSite, headers: HeadersInit, id: string, role: string) {
  const body = new URLSearchParams({ id, role });
  const response = await site.post("/teach/people", { headers, body });
  return { status: response.status, text: await response.text() };
}

async function roleOf({ db }: FakeSite, id: string): Promise<string> {
  const { role } = await db.selectFrom("learners").where("id", "=", id).select("role")
    .executeTakeFirstOrThrow();
  return role;
}

Deno.test("an owner gives a role: it is written down, and begins with the next sign-in", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    const ada = await account(site, "ada", "learner");

    const { status } = await give(site, owner, "ada", "assistant");

    assert.equal(status, 303);
    assert.equal(await roleOf(site, "ada"), "assistant");
    assert.equal((await site.get("/account", { headers: ada })).status, 303);
    const audit = await site.db.selectFrom("audit").selectAll().execute();
    assert.deepEqual(
      audit.map(({ actor_id, action, subject, detail }) => [actor_id, action, subject, detail]),
      [["olga", "role.change", "ada", '{"from":"learner","to":"assistant"}']],
    );
  }));

Deno.test("nobody but owners gives roles, not even to themselves", () =>
  onSite(async (site) => {
    for (const role of ["learner", "assistant", "instructor"] as const) {
      const headers = await account(site, role, role);
      assert.equal((await give(site, headers, role, "owner")).status, 403);
      assert.equal(await roleOf(site, role), role);
    }
  }));

Deno.test("the last owner stays one, and who could not sign in again gets no role", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    await account(site, "code", "learner", false);

    const last = await give(site, owner, "olga", "learner");
    const shut = await give(site, owner, "code", "instructor");

    assert.equal(last.status, 422);
    assert.match(last.text, /There must be an owner/);
    assert.equal(shut.status, 422);
    assert.match(shut.text, /could not sign in again/);
    assert.equal((await give(site, owner, "code", "king")).status, 400);
    assert.deepEqual([await roleOf(site, "olga"), await roleOf(site, "code")], [
      "owner",
      "learner",
    ]);
  }));

Deno.test("the first owner is made by the token, and finds everybody by name", () =>
  onSite(async (site) => {
    const token = await makeInstructorToken(site.dataDir);
    const opened = await site.post("/teach/open", { body: new URLSearchParams({ token }) });
    const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };
    await account(site, "ada", "learner");
    await account(site, "bob", "learner");

    const all = await (await site.get("/teach/people", { headers })).text();
    const some = await (await site.get("/teach/people?q=ADA%40", { headers })).text();

    assert.match(all, /Role of bob/);
    assert.match(some, /Role of ada/);
    assert.doesNotMatch(some, /Role of bob/);
  }));
