import assert from "node:assert/strict";
import { saveDraft } from "@/db/drafts.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import { type FakeSite, onSite } from "@/tests/server/on_site.ts";

const AT = "2026-11-25T00:00:00.000Z";

/** Somebody with a draft; the header that makes a request theirs. */
async function somebody({ db, sessions }: FakeSite): Promise<{ id: string; cookie: string }> {
  const { learner, cookie } = await sessions.newLearner(new Request("http://localhost:8000/"));
  const { id, name } = learner;
  await rememberLearner(db, { id, name, createdAt: AT });
  await saveDraft(db, { learnerId: id, slug: "vector-clock", source: "// mine", updatedAt: AT });
  return { id, cookie: cookie.split(";")[0] };
}

function typing(words: string, cookie: string): RequestInit {
  const headers = { cookie, "Content-Type": "application/x-www-form-urlencoded" };
  return { headers, body: new URLSearchParams({ words }).toString() };
}

Deno.test("/progress tells each learner of their own, and strangers of nothing", () =>
  onSite(async (site) => {
    const { cookie } = await somebody(site);

    const own = await (await site.get("/progress", { headers: { cookie } })).text();
    const stranger = await (await site.get("/progress")).text();

    assert.match(own, /0 of 1 passed[^]*Vector clocks<\/a><span[^>]*>Draft[^]*Export it/);
    assert.match(stranger, /Vector clocks<\/a><span[^>]*>Not begun/);
    assert.doesNotMatch(stranger, /Export it/);
  }));

Deno.test("/progress/export is a file of what is stored of who asks, and of nobody else", () =>
  onSite(async (site) => {
    const { id, cookie } = await somebody(site);
    const other = await somebody(site);
    await site.grading.submit(id, "vector-clock", "// sent");

    const response = await site.get("/progress/export", { headers: { cookie } });

    const text = await response.text();
    assert.match(response.headers.get("content-disposition")!, /^attachment; filename="truthlab/);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(JSON.parse(text).tables.drafts[0].source, "// mine");
    assert.ok(text.includes(id) && !text.includes(other.id));
    assert.equal((await site.get("/progress/export")).status, 404);
  }));

Deno.test("/progress/delete removes everything of who typed that they mean it", () =>
  onSite(async (site) => {
    const { id, cookie } = await somebody(site);
    const stored = async () => (await site.db.selectFrom("drafts").selectAll().execute()).length;

    const mistyped = await site.post("/progress/delete", typing("delete", cookie));
    assert.equal(mistyped.status, 422);
    assert.match(await mistyped.text(), /Nothing was deleted/);
    assert.equal(await stored(), 1);

    const done = await site.post("/progress/delete", typing(" Delete everything ", cookie));
    assert.equal(done.status, 200);
    assert.doesNotMatch(await done.text(), /You learn here as/);
    assert.equal(await stored(), 0);
    const cookies = done.headers.getSetCookie();
    for (const name of ["learner", "session"]) {
      assert.ok(cookies.some((each) => each.startsWith(`${name}=; Max-Age=0`)), String(cookies));
    }
    assert(!JSON.stringify(site.log).includes(id));
  }));

Deno.test("/progress/delete is not for strangers, nor for who teaches", () =>
  onSite(async (site) => {
    const { id } = await somebody(site);
    await openAccount(site.db, id, { since: AT, role: "assistant" });
    const who = { learnerId: id, role: "assistant", means: "password" } as const;
    const session = await site.sessions.signIn(new Request("http://localhost:8000/"), who);
    const cookie = session.split(";")[0];

    const asStaff = await site.post("/progress/delete", typing("delete everything", cookie));

    assert.equal(asStaff.status, 403);
    assert.match(await asStaff.text(), /Let an owner take your role back first/);
    assert.equal((await site.get("/progress/delete")).status, 404);
    assert.equal(
      (await site.post("/progress/delete", typing("delete everything", ""))).status,
      404,
    );
  }));
