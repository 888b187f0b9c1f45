/** Several sites and graders that share one PostgreSQL database. */
import assert from "node:assert/strict";
import { gradeBefore } from "@/tests/server/grade_before.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { startGrader } from "./start_grader.ts";

const SLUG = "vector-clock";
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);
/** Takes seconds of work after its first check: time for others to hear of that, however busy. */
const LONG = {
  slug: "raft-election",
  source: await Deno.readTextFile("solutions/raft-election/solution.ts"),
};

/** Hands a program in; returns where it stands, and the cookie of its learner. */
async function submit(url: string, source: string, slug = SLUG) {
  const response = await fetch(`${url}/api/submissions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ slug, source }),
  });
  assert.equal(response.status, 201);
  const { id } = await response.json();
  return { id, cookie: response.headers.get("set-cookie")!.split(";")[0] };
}

/** All that a page hears of a submission, until its verdict; `onNews` is told all so far. */
async function follow(
  url: string,
  { id, cookie }: { readonly id: string; readonly cookie: string },
  onNews: (text: string) => void = () => {},
) {
  const response = await fetch(`${url}/api/submissions/${id}/events`, { headers: { cookie } });
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    onNews(text);
    if (/event: verdict\ndata: .*\n\n/.test(text)) break;
  }
  return text;
}

Deno.test("what one site takes another one shows, while a third process grades", async () => {
  const scratch = await makeScratch();
  const shared = { DATA_DIR: scratch.dataDir, DATABASE_URL: scratch.url! };
  const start = () => startSite(scratch.dataDir, { ...shared, GRADERS: "0" });
  const [one, other] = [await start(), await start()];
  try {
    const submission = await submit(one.url, LONG.source, LONG.slug);
    const { promise: isHeard, resolve } = Promise.withResolvers<void>();
    const heard = follow(
      other.url,
      submission,
      (text) => text.includes("queued") && resolve(),
    );
    await isHeard;
    const grader = await startGrader({ ...shared, GRADERS: "1" });
    const text = await heard;

    assert.match(text, /"state":"queued","place":1/);
    assert.match(text, /"state":"running","checks":\{"done":\d+/, "how far it is crosses over");
    assert.match(text, /"verdict":"passed"/);
    assert.equal(await grader.stop(), 0);
  } finally {
    assert.deepEqual([await one.stop(), await other.stop()], [0, 0]);
    await scratch.remove();
  }
});

Deno.test("what a killed grader had is graded by another, and nothing twice", async () => {
  const scratch = await makeScratch();
  const shared = { DATA_DIR: scratch.dataDir, DATABASE_URL: scratch.url! };
  const site = await startSite(scratch.dataDir, { ...shared, GRADERS: "0" });
  try {
    const submissions = await Promise.all(
      ["", "//1", "//2", "//3"].map((end) => submit(site.url, starter + end)),
    );
    const first = await startGrader({ ...shared, GRADERS: "2" });
    await first.until(/"event":"graded"/);
    await first.kill();
    const second = await startGrader({ ...shared, GRADERS: "2" });
    for (const submission of submissions) {
      assert.match(await follow(site.url, submission), /"verdict":"failed"/);
    }
    assert.equal(await second.stop(), 0);
  } finally {
    assert.equal(await site.stop(), 0);
    await scratch.remove();
  }
});

Deno.test("one site shows how far a trial is that another began, while a third process tries", async () => {
  const scratch = await makeScratch();
  const submissions = ["s1", "s2", "s3"].map((id) => ({
    ...{ id, learnerId: `of ${id}`, source: `${starter}// ${id}`, verdict: "passed" } as const,
  }));
  await gradeBefore(scratch, SLUG, submissions);
  const shared = { DATA_DIR: scratch.dataDir, DATABASE_URL: scratch.url! };
  const one = await startSite(scratch.dataDir, { ...shared, GRADERS: "0" });
  const other = await startSite(scratch.dataDir, { ...shared, GRADERS: "0" });
  try {
    const post = (site: typeof one, path: string, fields: Record<string, string>, cookie = "") =>
      fetch(site.url + path, {
        ...{ method: "POST", redirect: "manual", body: new URLSearchParams(fields) },
        headers: { cookie, origin: site.url },
      });
    const opened = await post(one, "/teach/open", { token: one.token });
    const cookie = opened.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
    const begun = await post(one, "/teach/regrade", { slug: SLUG, scope: "all" }, cookie);
    const path = begun.headers.get("location")!;
    const events = await fetch(`${other.url}${path}/events`, { headers: { cookie } });
    let text = "";
    let grader: Awaited<ReturnType<typeof startGrader>> | undefined;
    for await (const part of events.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('"tried":0')) grader ??= await startGrader({ ...shared, GRADERS: "1" });
      if (text.includes('"tried":3')) break;
    }

    const tried = [...text.matchAll(/"tried":(\d)/g)].map(([, count]) => Number(count));
    assert.deepEqual(tried, tried.toSorted(), "it only ever goes on");
    assert.equal(tried.at(-1), 3);
    assert.equal(await grader?.stop(), 0);
    await Promise.all([opened, begun].map((response) => response.body?.cancel()));
  } finally {
    assert.deepEqual([await one.stop(), await other.stop()], [0, 0]);
    await scratch.remove();
  }
});
