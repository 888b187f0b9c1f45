import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { listAudit, recordAudit, recordAudits } from "@/db/audit.ts";
import { createCohort } from "@/db/cohorts.ts";
import { enqueue } from "@/db/queue.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

/** The page, as an instructor sees it. */
async function openPage({ get, post, dataDir }: FakeSite, query = ""): Promise<string> {
  const token = await makeInstructorToken(dataDir);
  const body = new URLSearchParams({ token });
  const opened = await post("/teach/open", { body });
  const cookie = opened.headers.get("set-cookie")!.split(";")[0];
  const response = await get(`/teach/audit${query}`, { headers: { cookie } });
  assert.equal(response.status, 200);
  return await response.text();
}

Deno.test("/teach/audit tells what was done, and escapes what people wrote", () =>
  onSite(async (site) => {
    await recordAudit(site.db, {
      actorId: "ada",
      action: "grade.override",
      subject: "s1",
      detail: { from: "failed, 60", to: "passed, 100", reason: "<script>alert(1)</script>" },
    });

    const html = await openPage(site);

    assert.match(html, /Set a grade by hand/);
    assert.match(html, /failed, 60/);
    assert.match(html, /&lt;script>alert/);
    assert.doesNotMatch(html, /<script>alert/);
  }));

Deno.test("/teach/audit filters by the form's fields, and keeps them from page to page", () =>
  onSite(async (site) => {
    const many = Array.from({ length: 60 }, () => ({
      actorId: "ada",
      action: "role.change" as const,
      subject: "bob",
    }));
    await recordAudits(site.db, [...many, { ...many[0], action: "cohort.create" as const }]);
    const html = await openPage(site, "?action=role.change&person=bob&from=2020-01-01&to=nonsense");

    assert.equal(html.match(/<tr/g)?.length, 51);
    const [, older] = html.match(/href="(\/teach\/audit[^"]*)"[^>]*>Older/)!;
    assert.match(older, /action=role\.change&amp;person=bob&amp;from=2020-01-01&amp;before=/);
    const rest = await openPage(site, older.replaceAll("&amp;", "&").slice("/teach/audit".length));
    assert.equal(rest.match(/<tr/g)?.length, 11);
  }));

Deno.test("/teach/audit names what was changed, and leads there; people are found by their work", () =>
  onSite(async (site) => {
    const { db } = site;
    const settings = {
      ...{ name: "Autumn <b>", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
      ...{ hiddenNames: "all", solutionsOpen: "never" } as const,
    };
    const cohort = await createCohort(db, settings, { actorId: "eve", slugs: [] });
    const { slug, title } = EXERCISE;
    const createdAt = "2026-11-25T10:00:00.000Z";
    const learner = { learnerId: "ada", learnerName: "Ada" };
    await enqueue(db, { id: "s7", ...learner, slug, source: "", createdAt });
    const detail = { cohort, exercise: slug, from: "failed 4", to: "passed 80" };
    await recordAudits(db, [
      { actorId: "eve", action: "verdict.change", subject: "s7" },
      { actorId: "eve", action: "grade.override", subject: "ada", detail },
      {
        actorId: "eve",
        action: "cohort.exercise",
        subject: `${cohort}/${slug}`,
        detail: { due: createdAt },
      },
    ]);

    const html = await openPage(site);

    const leads = (href: string, text: string) =>
      assert.match(html, new RegExp(`href="${href}"[^>]*>${text}</a>`), text);
    leads("/teach/submissions/s7", `Ada, ${title}`);
    leads(`/teach/cohorts/${cohort}/learners/ada`, "Ada");
    leads(`/teach/cohorts/${cohort}/exercises/${slug}`, `${title}, Autumn &lt;b>`);
    leads(`/teach/cohorts/${cohort}`, "Autumn &lt;b>");
    assert.match(html, /due:<\/span> <time dateTime="2026-11-25T10:00/i);
    const found = await openPage(site, "?person=Ada");
    assert.equal(
      found.match(/<tr/g)?.length,
      3,
      "the head, her grade, and her submission's verdict",
    );
    assert.match(await openPage(site, "?person=nobody"), /Nothing of that kind was done/);
  }));

Deno.test("/teach/audit comes as a file, of all that fits, without a formula, and that is written down", () =>
  onSite(async (site) => {
    const detail = { reason: "=1+1", to: "owner" };
    const entry = { actorId: "ada", action: "role.change", subject: "bob", detail } as const;
    await recordAudits(site.db, [
      ...Array.from({ length: 501 }, () => entry),
      { ...entry, action: "cohort.create" },
    ]);

    const csv = await openPage(site, "?action=role.change&person=bob&format=csv");

    const lines = csv.trimEnd().split("\r\n");
    assert.equal(
      lines[0],
      "time,actor,actor name,action,subject,subject name,before,after,reason,more",
    );
    assert.equal(lines.length, 502);
    assert.match(lines[1], /^20[^,]*Z,ada,,role\.change,bob,,,owner,'=1\+1,$/);
    const [line] = await listAudit(site.db, { action: "audit.export", limit: 9 });
    assert.deepEqual(line.detail, { action: "role.change", person: "bob" });
  }));

Deno.test("/teach/audit is for instructors", () =>
  onSite(async ({ get }) => {
    assert.equal((await get("/teach/audit")).status, 303);
  }));
