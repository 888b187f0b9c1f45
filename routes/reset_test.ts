/** How staff bring back who has lost every way in, and what they take back in a learner's place. */
import assert from "node:assert/strict";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { findPasswordOf } from "@/db/credentials.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import { type Role, ROLES } from "@/lib/roles.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const AT = "2026-11-25T00:00:00.000Z";
const FRESH = { deed: "password", email: "ada@example.org", password: "a few plain words" };

async function signIn({ sessions }: FakeSite, learnerId: string, role: Role) {
  const who = { learnerId, role, means: "password" } as const;
  const cookie = await sessions.signIn(new Request("http://localhost:8000/"), who);
  return { cookie: cookie.split(";")[0] };
}

async function account(site: FakeSite, id: string, role: Role = "learner") {
  await rememberLearner(site.db, { id, name: id, createdAt: AT });
  await openAccount(site.db, id, { since: AT, role });
  return await signIn(site, id, role);
}

/** Makes somebody a learner of a class, of which who makes it is in charge. */
async function enrol({ db }: FakeSite, id: string, actorId = "teacher"): Promise<void> {
  const settings = {
    ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
    ...{ hiddenNames: "failed", solutionsOpen: "passed" } as const,
  };
  const cohort = await createCohort(db, settings, { actorId, slugs: [] });
  await joinCohort(db, (await findCohort(db, cohort))!.join_code, id);
}

async function send(
  site: FakeSite,
  path: string,
  fields: Record<string, string>,
  headers: HeadersInit = {},
): Promise<Response & { html: string }> {
  const response = await site.post(path, { headers, body: new URLSearchParams(fields) });
  return Object.assign(response, { html: await response.text() });
}

async function makeLink(site: FakeSite, headers: HeadersInit, id: string): Promise<string> {
  const { html } = await send(site, `/teach/people/${id}`, { deed: "make link" }, headers);
  const [, code] = html.match(/http:\/\/localhost:8000\/account\/reset#([\w-]{32})/)!;
  return code;
}

/** The cookies of an answer, as the browser sends them on. */
function cookiesOf(response: Response): HeadersInit {
  return { cookie: response.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ") };
}

Deno.test("owners open everybody's page, instructors that of their cohorts' learners, others none", () =>
  onSite(async (site) => {
    const who = Object.fromEntries(
      await Promise.all(ROLES.map(async (role) => [role, await account(site, role, role)])),
    );
    await account(site, "stranger");
    await account(site, "pupil");
    await account(site, "other's pupil");
    await enrol(site, "other's pupil");
    for (const id of ["pupil", "assistant", "instructor", "owner"]) {
      await enrol(site, id, "instructor");
    }
    const open = async (role: Role, id: string) => {
      const headers = who[role] as HeadersInit;
      const response = await site.get(`/teach/people/${encodeURIComponent(id)}`, { headers });
      const { status } = await send(site, `/teach/people/${encodeURIComponent(id)}`, {
        deed: "make link",
      }, headers);
      assert.equal(response.status === 200, status === 200, `${role} ${id}`);
      return status;
    };

    const people = ["pupil", "other's pupil", "stranger", ...ROLES];
    for (const id of people) {
      assert.equal(await open("owner", id), 200);
      assert.equal(await open("instructor", id), id === "pupil" ? 200 : 404, id);
      assert.equal(await open("assistant", id), 403);
      assert.equal(await open("learner", id), 403);
    }
    assert.equal(await open("owner", "nobody"), 404);
  }));

Deno.test("a link is shown once, opens by POST alone, and a new password comes of it", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    const before = await account(site, "ada");
    const code = await makeLink(site, owner, "ada");
    const page = await (await site.get("/teach/people/ada", { headers: owner })).text();
    assert(!page.includes(code));
    assert.match(page, /Make another/);

    const opened = await site.get("/account/reset");
    const asked = await send(site, "/account/reset", { code });

    assert.equal(opened.status, 200);
    assert.equal(asked.status, 200);
    assert.equal(asked.headers.get("cache-control"), "no-store");
    assert.match(asked.html, /Come back as ada/);
    assert.deepEqual(asked.headers.getSetCookie(), []);
    assert.equal((await site.get("/account", { headers: before })).status, 200);

    const used = await send(site, "/account/reset", { code, ...FRESH });

    assert.equal(used.status, 303);
    assert.equal(used.headers.get("location"), "/account");
    const headers = cookiesOf(used);
    const own = await (await site.get("/account", { headers })).text();
    assert.match(own, /<h1[^>]*>ada<\/h1>/);
    assert.doesNotMatch(own, /You came by a reset link/);
    assert.equal((await site.get("/account", { headers: before })).status, 303);
    assert.equal((await send(site, "/account/sign-in", FRESH)).status, 303);
    const again = await send(site, "/account/reset", { code });
    assert.equal(again.status, 422);
    assert.match(again.html, /no good any more/);
    assert(!JSON.stringify(site.log).includes(code));
  }));

Deno.test("who only signs in by a link is told to add a way in, and needs no old password for it", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    await account(site, "ada");
    await site.db.insertInto("passwords")
      .values({ learner_id: "ada", email: "ada@example.org", hash: "lost", changed_at: AT })
      .execute();
    const code = await makeLink(site, owner, "ada");

    const used = await send(site, "/account/reset", { code, deed: "enter" });

    assert.equal(used.status, 303);
    const headers = cookiesOf(used);
    const own = await (await site.get("/account", { headers })).text();
    assert.match(own, /You came by a reset link/);
    assert.match(own, /Signed in with a reset link/);
    const form = await (await site.get("/account/password", { headers })).text();
    assert.doesNotMatch(form, /Present password/);
    const changed = await send(site, "/account/password", FRESH, headers);
    assert.equal(changed.status, 303);
    assert.notEqual((await findPasswordOf(site.db, "ada"))?.hash, "lost");
    const after = await (await site.get("/account/password", { headers: cookiesOf(changed) }))
      .text();
    assert.match(after, /Present password/);
  }));

Deno.test("who is in their account sees that there is a link to it, and ends it", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    const ada = await account(site, "ada");
    const bob = await account(site, "bob");
    const code = await makeLink(site, owner, "ada");
    const seen = async (headers: HeadersInit) =>
      /olga made a reset link for this account/.test(
        await (await site.get("/account", { headers })).text(),
      );
    assert.deepEqual([await seen(ada), await seen(bob)], [true, false]);

    await send(site, "/account", { "reset-link": "end" }, bob);
    assert.equal((await send(site, "/account/reset", { code })).status, 200);
    await send(site, "/account", { "reset-link": "end" }, ada);

    assert.equal((await send(site, "/account/reset", { code })).status, 422);
    assert.equal(await seen(ada), false);
    const last = await site.db.selectFrom("audit").selectAll().orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    assert.deepEqual([last.actor_id, last.action, last.subject], ["ada", "reset.revoke", "ada"]);
  }));

Deno.test("a wrong code tells nothing, and what is filled in wrongly is said beside its field", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    await account(site, "ada");
    const code = await makeLink(site, owner, "ada");

    const wrong = await send(site, "/account/reset", { code: "x".repeat(32), ...FRESH });
    assert.equal(wrong.status, 422);
    assert.doesNotMatch(wrong.html, /ada/);
    const short = await send(site, "/account/reset", { code, ...FRESH, password: "short" });
    assert.equal(short.status, 422);
    assert.match(short.html, /this has 5/);
    assert.match(short.html, /Come back as ada/);
    const foreign = await send(site, "/account/reset", { code, ...FRESH }, {
      origin: "http://evil.example",
    });
    assert.equal(foreign.status, 403);
    assert.equal((await send(site, "/account/reset", { code, ...FRESH })).status, 303);
  }));

Deno.test("who tries codes too often is told when to come again", () =>
  onSite(async (site) => {
    let last = await send(site, "/account/reset", { code: "x" });
    for (let count = 0; count < 200; count++) {
      last = await send(site, "/account/reset", { code: "x" });
    }

    assert.equal(last.status, 429);
    assert.match(last.html, /too often/);
    assert(Number(last.headers.get("retry-after")) > 0);
  }));

Deno.test("staff take back what a learner shares and revoke their tokens, with a reason", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    const { db } = site;
    for (const id of ["ada", "bob"]) {
      await account(site, id);
      const own = { learner_id: id, created_at: AT };
      for (const name of ["laptop", "box & <i>"]) {
        await db.insertInto("tokens").values({ ...own, hash: id + name, name, used_at: null })
          .execute();
      }
      const share = { hash: "h", slug: EXERCISE.slug, promise: "It merges.", content: "" };
      await db.insertInto("shares").values({ ...own, id: `${id}-link`, ...share }).execute();
    }
    const revoke = (fields: Record<string, string>) =>
      send(site, "/teach/people/ada", fields, owner);
    const link = await (await site.get("/t/ada-link", { headers: owner })).text();
    assert.match(link, /href="\/teach\/people\/ada"/);
    assert.doesNotMatch(await (await site.get("/t/ada-link")).text(), /teach\/people/);

    const unsaid = await revoke({ deed: "tokens", "chosen:laptop": "on", reason: " " });
    const none = await revoke({ deed: "shares", reason: "Names somebody" });
    assert.deepEqual([unsaid.status, none.status], [422, 422]);
    assert.match(unsaid.html, /Give a reason/);
    assert.match(none.html, /Choose at least one/);
    const reason = "It is in a public repository";
    const box = "chosen:box & <i>";
    await revoke({ deed: "tokens", [box]: "on", reason });
    await revoke({ deed: "shares", "chosen:ada-link": "on", "chosen:bob-link": "on", reason });

    const ada = await signIn(site, "ada", "learner");
    const told = /By olga, of the staff.*“It is in a public repository”/s;
    const own = await (await site.get("/account/tokens", { headers: ada })).text();
    assert.match(own, /Revoked by the staff.*box &amp; &lt;i>/s);
    assert.match(own, told);
    const links = await (await site.get("/account/links", { headers: ada })).text();
    assert.match(links, /Taken back by the staff.*\/t\/ada-link/s);
    assert.match(links, told);
    const gone = await (await site.get("/t/ada-link", { headers: ada })).text();
    assert.match(gone, /taken back by olga, of the staff.*“It is in a public repository”/);
    assert.doesNotMatch(await (await site.get("/t/ada-link")).text(), /olga|public repository/);
    const bob = await signIn(site, "bob", "learner");
    for (const path of ["/account/tokens", "/account/links"]) {
      assert.doesNotMatch(await (await site.get(path, { headers: bob })).text(), /by the staff/);
    }
    const tokens = await db.selectFrom("tokens").select(["learner_id", "name"])
      .where("learner_id", "=", "ada").execute();
    assert.deepEqual(tokens.map(({ name }) => name), ["laptop"]);
    assert.equal((await site.get("/t/ada-link")).status, 404);
    assert.equal((await site.get("/t/bob-link")).status, 200);
    const audit = await db.selectFrom("audit").selectAll().orderBy("id").execute();
    assert.deepEqual(
      audit.map(({ actor_id, action, subject, detail }) => [actor_id, action, subject, detail]),
      [
        ["olga", "token.revoke", "ada", JSON.stringify({ name: "box & <i>", reason })],
        [
          ...["olga", "share.revoke", "ada"],
          JSON.stringify({ exercise: EXERCISE.slug, link: "/t/ada-link", reason }),
        ],
      ],
    );
  }));

Deno.test("for whom a cookie alone remembers there is no link, and what they shared can be taken back", () =>
  onSite(async (site) => {
    const owner = await account(site, "olga", "owner");
    await rememberLearner(site.db, { id: "cookie", name: "Owl", createdAt: AT });

    const page = await (await site.get("/teach/people/cookie", { headers: owner })).text();

    assert.match(page, /They have no account/);
    assert.doesNotMatch(page, /Make a reset link/);
    const forced = await send(site, "/teach/people/cookie", { deed: "make link" }, owner);
    assert.equal(forced.status, 409);
    const nothing = await send(site, "/teach/people/cookie", { deed: "crown" }, owner);
    assert.equal(nothing.status, 400);
  }));
