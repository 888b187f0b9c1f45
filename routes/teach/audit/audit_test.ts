import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { recordAudit, recordAudits } from "@/db/audit.ts";
import { type FakeSite, onSite } from "@/tests/server/on_site.ts";

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

Deno.test("/teach/audit is for instructors", () =>
  onSite(async ({ get }) => {
    assert.equal((await get("/teach/audit")).status, 303);
  }));
