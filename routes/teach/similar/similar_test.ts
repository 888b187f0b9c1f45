import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const SOURCE = await Deno.readTextFile("solutions/vector-clock/solution.ts");

async function submit({ db }: FakeSite, id: string, learnerId: string, source: string) {
  const createdAt = "2026-11-25T09:00:00.000Z";
  const { slug } = EXERCISE;
  await enqueue(db, { id, learnerId, learnerName: `<b>${learnerId}`, slug, source, createdAt });
  await claim(db, { owner: "w", nowMs: 0, untilMs: 1 });
  const json = JSON.stringify({ verdict: "passed", score: 100, checks: [] });
  await finish(db, id, "w", { verdict: "passed", score: 100, json, createdAt });
}

/** Pages as an instructor sees them. */
async function openTeaching({ get, post, dataDir }: FakeSite) {
  const body = new URLSearchParams({ token: await makeInstructorToken(dataDir) });
  const opened = await post("/teach/open", { body });
  const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };
  return (path: string) => get(path, { headers });
}

Deno.test("/teach/similar ranks pairs and marks what they share, side by side", () =>
  onSite(async (site) => {
    await submit(site, "s1", "ada", SOURCE);
    await submit(site, "s2", "bob", "export const unlike = [1, 2, 3];");
    await submit(site, "s3", "bob", SOURCE.replaceAll("merge", "unite"));
    await submit(site, "s4", "eve", "export const broken = (;");
    const open = await openTeaching(site);

    const html = await (await open("/teach/similar")).text();

    assert.match(html, /2 programs compared, one pair shares/);
    assert.match(html, /1 could not be read/);
    assert.match(html, /&lt;b>ada and &lt;b>bob/);
    assert.match(html, /hint and no proof/);
    const [, path] = html.match(/href="(\/teach\/similar\/pair[^"]*)"/)!;
    const pair = await (await open(path.replaceAll("&amp;", "&"))).text();
    assert.match(pair, /id="one-1"/);
    assert.match(pair, /id="other-1"/);
    assert.match(pair, /<mark/);
    assert.match(pair, /unite/);
  }));

Deno.test("/teach/similar knows no exercise, cohort or pair that is not there", () =>
  onSite(async (site) => {
    const open = await openTeaching(site);

    for (const query of ["?slug=nothing", "?cohort=nothing", "/pair?one=a&other=b"]) {
      const response = await open(`/teach/similar${query}`);
      await response.body?.cancel();
      assert.equal(response.status, 404, query);
    }
    assert.match(await (await open("/teach/similar")).text(), /0 programs compared/);
  }));
