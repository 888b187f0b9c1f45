import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { listAudit } from "@/db/audit.ts";
import { findCohort, listCohorts } from "@/db/cohorts.ts";
import { findLearner, rememberLearner } from "@/db/learners.ts";
import { joinCohort, listRoster } from "@/db/members.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { askForHint } from "@/grading/hints.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

/** A site with one cohort, asked by its instructor. */
interface Class extends FakeSite {
  readonly id: string;
  readonly read: (path: string) => Promise<string>;
  readonly send: (path: string, fields: Record<string, string>) => Promise<Response>;
}

const SETTINGS = {
  ...{ name: "Autumn <b>", timeZone: "Europe/Berlin", lateRule: "mark", latePercent: "10" },
  ...{ hiddenNames: "all", solutionsOpen: "passed" },
};

async function inClass(body: (site: Class) => Promise<void>): Promise<void> {
  await onSite(async (site) => {
    const token = await makeInstructorToken(site.dataDir);
    const opened = await site.post("/teach/open", { body: new URLSearchParams({ token }) });
    const cookie = opened.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
    const headers = { cookie };
    const read = async (path: string) => {
      const response = await site.get(path, { headers });
      assert.equal(response.status, 200, path);
      return await response.text();
    };
    const send = (path: string, fields: Record<string, string>) =>
      site.post(path, { headers, body: new URLSearchParams(fields) });
    assert.equal((await send("/teach/cohorts/new", SETTINGS)).status, 303);
    const [{ id }] = await listCohorts(site.db);
    await body({ ...site, id, read, send });
  });
}

async function join({ db, id }: Class, ...names: string[]): Promise<void> {
  const { join_code } = (await findCohort(db, id))!;
  for (const name of names) {
    await rememberLearner(db, { id: name.toLowerCase(), name, createdAt: "2026" });
    await joinCohort(db, join_code, name.toLowerCase());
  }
}

/** A graded submission. */
async function submit(
  { db }: Class,
  name: string,
  score: number,
  id = `${name}-${crypto.randomUUID()}`,
): Promise<void> {
  const createdAt = "2026-11-24T10:00:00.000Z";
  const known = await findLearner(db, name);
  const learner = { learnerId: known?.id ?? name.toLowerCase(), learnerName: name };
  await enqueue(db, { id, ...learner, slug: EXERCISE.slug, source: "", createdAt });
  await claim(db, { owner: "worker", nowMs: 0, untilMs: 1 });
  const verdict = score === 100 ? "passed" : "failed";
  const failures = score === 100 ? [] : [{ check: "order", shape: "a" }];
  await finish(db, id, "worker", { verdict, score, json: "{}", createdAt, failures });
}

/** The names in the matrix, from top to bottom. */
async function namesIn({ read, id }: Class, query: string): Promise<string[]> {
  const html = await read(`/teach/cohorts/${id}${query}`);
  return [...html.matchAll(/<th scope="row".*?<a[^>]*>(.*?)<\/a>/g)].map(([, name]) => name);
}

Deno.test("the matrix sorts, filters and searches by its address", () =>
  inClass(async (site) => {
    await join(site, "Ada", "bob", "Cyd", "Dan <i>");
    await submit(site, "Ada", 40);
    await submit(site, "bob", 100);
    for (let count = 0; count < 3; count++) await submit(site, "Cyd", 60);

    assert.deepEqual(await namesIn(site, ""), ["Ada", "bob", "Cyd", "Dan &lt;i>"]);
    const order = async (query: string) => (await namesIn(site, query)).join(" ");
    assert.equal(await order("?sort=points&order=desc"), "bob Cyd Ada Dan &lt;i>");
    assert.equal(await order(`?sort=${EXERCISE.slug}&order=asc`), "Dan &lt;i> Ada Cyd bob");
    assert.equal(await order("?sort=attempts&order=desc&q=a"), "Ada Dan &lt;i>");
    assert.equal(await order("?progress=passed"), "bob");
    assert.equal(await order("?progress=working"), "Ada");
    assert.equal(await order(`?progress=stuck&exercise=${EXERCISE.slug}`), "Cyd");
    assert.equal(await order("?progress=not begun"), "Dan &lt;i>");
    assert.equal(await order("?q=nobody"), "");
    assert.match(await site.read(`/teach/cohorts/${site.id}`), /stuck at order/);
    for (const page of ["0", "-1", "x", "1e18", "1e300", "Infinity"]) {
      await site.read(`/teach/cohorts/${site.id}?page=${page}`);
    }
  }));

Deno.test("the matrix tells its revision, which changes with a verdict", () =>
  inClass(async (site) => {
    await join(site, "Ada");
    const revision = async () => JSON.parse(await site.read(`/teach/cohorts/${site.id}/matrix`));
    const before = await revision();

    await submit(site, "Ada", 100);

    const after = await revision();
    assert.notEqual(after.revision, before.revision);
    assert.deepEqual([before.rows[0].points, after.rows[0].points], [0, EXERCISE.points]);
  }));

Deno.test("a cohort's form comes back with what is wrong, and as it was filled in", () =>
  inClass(async ({ send, read, id }) => {
    const wrong = { ...SETTINGS, name: "", timeZone: "Berlin", latePercent: "200" };

    const response = await send("/teach/cohorts/new", wrong);
    const html = await response.text();

    assert.equal(response.status, 422);
    assert.equal(html.match(/role="alert"/g)?.length, 3);
    assert.match(html, /"Berlin" is no time zone|&quot;Berlin&quot; is no time zone/);
    assert.match(await read(`/teach/cohorts/${id}`), /Autumn &lt;b>/);
  }));

Deno.test("times are read and shown in the cohort's time zone, and a skipped one is refused", () =>
  inClass(async ({ send, read, id }) => {
    const path = `/teach/cohorts/${id}/exercises`;
    const set = (opens: string, due: string) => send(path, { slug: EXERCISE.slug, opens, due });

    const skipped = await set("", "2026-03-29T02:30");
    assert.equal(skipped.status, 422);
    assert.match(await skipped.text(), /clocks go forward there\. Choose 03:30/);
    assert.equal((await set("2026-03-29T04:00", "2026-03-29T03:00")).status, 422);

    assert.equal((await set("2026-03-01T08:00", "2026-03-29T03:30")).status, 303);
    const html = await read(path);
    assert.match(html, /value="2026-03-01T08:00"/);
    assert.match(html, /value="2026-03-29T03:30"/);
  }));

Deno.test("a roster is shown before it is stored, mistakes by line", () =>
  inClass(async ({ send, db, id, read }) => {
    const path = `/teach/cohorts/${id}/people/import`;
    const text = "name,email\nAda,ada@example.org\n=Eve,eve\n=Cyd,\n";

    const html = await (await send(path, { text })).text();
    assert.match(html, /2 new people, 1 mistake/);
    assert.match(html, /Line 3: /);
    assert.equal((await listRoster(db, id)).length, 0);

    assert.equal((await send(path, { text, deed: "import" })).status, 303);
    assert.equal((await listRoster(db, id)).length, 2);
    assert.match(await read(`/teach/cohorts/${id}/people/export`), /\r\nAda,ada@example.org,,\r\n/);
    assert.match(await read(`/teach/cohorts/${id}/people/export`), /\r\n'=Cyd,,,\r\n|"'=Cyd",,,/);
  }));

Deno.test("what changes a cohort is written down, with who did it", () =>
  inClass(async (site) => {
    const { send, db, id } = site;
    const home = `/teach/cohorts/${id}`;
    await join(site, "Ada");

    await send(`${home}/settings`, { ...SETTINGS, deed: "change", lateRule: "refuse" });
    await send(`${home}/settings`, { deed: "archive" });
    await send(`${home}/people`, { deed: "code" });
    await send(`${home}/people`, { deed: "remove", learner: "ada" });
    await send(`${home}/exercises`, { slug: EXERCISE.slug, deed: "remove" });

    const lines = await listAudit(db, { limit: 9 });
    const seen = lines.map(({ action }) => action).filter((action) => !action.startsWith("role"));
    assert.deepEqual(seen.slice(0, 5), [
      "cohort.exercise",
      "member.remove",
      "cohort.code",
      "cohort.archive",
      "cohort.change",
    ]);
    assert.equal(new Set(lines.slice(0, 5).map(({ actorId }) => actorId)).size, 1);
    assert.equal((await findCohort(db, id))!.late_rule, "refuse");
    assert((await send(`${home}/settings`, { deed: "explode" })).status === 400);
    assert.equal((await send("/teach/cohorts/none/people", { deed: "code" })).status, 404);
  }));

Deno.test("a grade by hand is shown as such, with its reason, until it is withdrawn", () =>
  inClass(async (site) => {
    const { send, read, id, db } = site;
    await join(site, "Ada");
    await submit(site, "Ada", 40);
    const path = `/teach/cohorts/${id}/learners/ada`;
    const grade = { exercise: EXERCISE.slug, state: "passed", score: "80", reason: "Oral <exam>" };

    assert.equal((await send(path, { ...grade, reason: "" })).status, 422);
    assert.equal((await send(path, { ...grade, score: "101" })).status, 422);
    assert.equal((await send(path, grade)).status, 303);
    assert.match(await read(`/teach/cohorts/${id}`), /passed, 80 of 100, 1 attempt, set by hand/);
    assert.match(await read(path), /Oral &lt;exam>/);
    assert.match(await read(path), /None were opened/);
    await askForHint(db, { id: "ada", name: "Ada" }, { slug: EXERCISE.slug, number: 1, of: 3 });
    assert.match(await read(path), /Hint 1<[^]*opened/);
    await submit(site, "Ada", 60);
    assert.match(await read(`/teach/cohorts/${id}`), /passed, 80 of 100, 2 attempts, set by hand/);

    await send(path, { exercise: EXERCISE.slug, deed: "withdraw" });
    assert.match(await read(`/teach/cohorts/${id}`), /failed, 60 of 100, 2 attempts"/);
    assert.match(await read(path), /withdrawn[^<]*<span[^>]*>Oral &lt;exam>/);
    const [withdrawn, set] = await listAudit(db, { limit: 2 });
    assert.deepEqual([withdrawn.action, set.action], ["grade.withdraw", "grade.override"]);
    assert.deepEqual([set.detail.from, set.detail.to], ["failed 40", "passed 80"]);
  }));

Deno.test("a comment on a line is seen by the learner, and by nobody else", () =>
  inClass(async (site) => {
    const { get, send, read, sessions } = site;
    const request = new Request("http://localhost:8000/");
    const { learner, cookie } = await sessions.newLearner(request);
    await rememberLearner(site.db, { id: learner.id, name: "Ada", createdAt: "2026" });
    await site.grading.submit(learner.id, EXERCISE.slug, "let a;\nlet b;\n");
    const stored = { learnerId: learner.id, learnerName: "Ada", slug: EXERCISE.slug };
    await enqueue(site.db, { id: "s1", ...stored, source: "", createdAt: "2026" });

    assert.equal((await send("/teach/submissions/s1", { line: "3", text: "Why?" })).status, 422);
    assert.equal(
      (await send("/teach/submissions/s1", { line: "2", text: "Why <b>?" })).status,
      303,
    );

    const headers = { cookie: cookie.split(";")[0] };
    const own = await (await get("/submissions/s1", { headers })).text();
    assert.match(own, /let b;<\/span><em[^>]*class="remark"><strong>[^<]+<\/strong>Why &lt;b>\?/);
    assert.equal((await get("/submissions/s1")).status, 404);
    const [, remark] = (await read("/teach/submissions/s1")).match(/name="remark" value="(\w+)"/)!;
    await send("/teach/submissions/s1", { deed: "remove", remark });
    assert.doesNotMatch(await (await get("/submissions/s1", { headers })).text(), /Why/);
  }));

Deno.test("an exercise's page tells who is stuck where, and shows an example without a name", () =>
  inClass(async (site) => {
    const { id, read, grading } = site;
    await join(site, "Ada", "Bob");
    for (let count = 0; count < 3; count++) await submit(site, "Ada", 40);
    await submit(site, "Bob", 40, "zz9");
    await submit(site, "Bob", 100);
    const check = { name: "order", promise: "Order is kept.", message: "n1 lost it." };
    grading.all.push({
      ...{ id: "zz9", learnerId: "bob", learnerName: "Bob", slug: EXERCISE.slug, source: "" },
      ...{ createdAt: "2026", state: "done" },
      verdict: { checks: [{ ...check, verdict: "failed", counterexample: null }] } as never,
    });

    const html = await read(`/teach/cohorts/${id}/exercises/${EXERCISE.slug}`);
    assert.match(html, /3 times in a row at <span[^>]*>order/);
    assert.match(html, /2 learners, 4 submissions/);
    assert.match(html, />2<\/th><td.*?>1<\/span>/);
    const shown = await read(html.match(/\/teach\/show\/zz9\/order/)![0]);
    assert.match(shown, /Order is kept/);
    assert.doesNotMatch(shown, /Bob|bob/);
  }));

Deno.test("a learner reads when an exercise is due, and what their late work counts", () =>
  inClass(async (site) => {
    const { db, id, send, sessions, get } = site;
    const request = new Request("http://localhost:8000/");
    const { learner, cookie } = await sessions.newLearner(request);
    await rememberLearner(db, { id: learner.id, name: "Ada", createdAt: "2026" });
    await joinCohort(db, (await findCohort(db, id))!.join_code, learner.id);
    const late = { ...SETTINGS, name: "Autumn", lateRule: "percent", latePercent: "30" };
    await send(`/teach/cohorts/${id}/settings`, { ...late, deed: "change" });
    await submit(site, learner.id, 100, "s1");

    const due = { slug: EXERCISE.slug, opens: "", due: "2026-11-24T09:00" };
    await send(`/teach/cohorts/${id}/exercises`, due);

    const headers = { cookie: cookie.split(";")[0] };
    const html = await (await get(`/exercises/${EXERCISE.slug}`, { headers })).text();
    assert.match(html, /due 24 Nov 2026, 09:00 \(Europe\/Berlin\)\. Each day begun/);
    assert.match(html, /Your best was late, and counts 70 of 100\./);
  }));
