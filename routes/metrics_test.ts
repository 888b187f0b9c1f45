/** What Prometheus gets, who may ask for it, and what never stands in it. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { createMetrics } from "@/routes/(_shared)/metrics.ts";
import { fakeGrading, type FakeSite, METRICS_TOKEN, onSite } from "@/tests/server/on_site.ts";

const SCRAPER = { authorization: `Bearer ${METRICS_TOKEN}` };

async function scrape({ get }: FakeSite): Promise<string> {
  const response = await get("/metrics", { headers: SCRAPER });
  assert.equal(response.status, 200);
  return await response.text();
}

/** A line of the text format: a name, labels, a number (prometheus.io, "Exposition formats"). */
const SAMPLE =
  /^([a-z_][a-z0-9_]*)(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (?:\+Inf|-?[0-9.e+-]+)$/;

Deno.test("/metrics is for instructors and for who has the token; others find nothing there", () =>
  onSite(async ({ get, post, dataDir }) => {
    const token = await makeInstructorToken(dataDir);
    const form = { origin: "http://localhost:8000" };
    const opened = await post("/teach/open", {
      headers: form,
      body: new URLSearchParams({ token }),
    });
    const cookie = opened.headers.get("set-cookie")!.split(";")[0];

    const byToken = await get("/metrics", { headers: SCRAPER });
    const bySession = await get("/metrics", { headers: { cookie } });
    const refused = await Promise.all([
      get("/metrics"),
      get("/metrics", { headers: { authorization: `${SCRAPER.authorization}x` } }),
      get("/metrics", { headers: { authorization: "Bearer " } }),
      get(`/metrics?token=${METRICS_TOKEN}`),
      get("/metrics", { method: "DELETE" }),
    ]);
    const nowhere = await get("/nowhere");

    assert.equal(byToken.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert.equal(byToken.headers.get("cache-control"), "no-store");
    assert.equal(bySession.status, 200);
    for (const response of refused) {
      assert.equal(response.status, 404);
      assert.equal(response.headers.get("content-type"), nowhere.headers.get("content-type"));
      assert.ok(!(await response.text()).includes("truthlab_"));
    }
  }));

Deno.test("/metrics names each metric once, with HELP and TYPE, and every line is well-formed", () =>
  onSite(async (site) => {
    await (await site.get("/exercises")).body?.cancel();

    const text = await scrape(site);

    assert.ok(text.endsWith("\n"));
    const helps = [...text.matchAll(/^# HELP (\S+) \S.*$/gm)].map(([, name]) => name);
    const types = [...text.matchAll(/^# TYPE (\S+) (?:counter|gauge|histogram)$/gm)];
    assert.equal(new Set(helps).size, helps.length);
    assert.deepEqual(types.map(([, name]) => name), helps);
    const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    assert.equal(new Set(samples.map((line) => line.replace(/ \S+$/, ""))).size, samples.length);
    for (const line of samples) {
      const [, name] = line.match(SAMPLE) ?? assert.fail(line);
      assert.ok(helps.includes(name.replace(/_(?:bucket|sum|count)$/, "")) || helps.includes(name));
    }
  }));

Deno.test("/metrics counts requests by route and class, whatever the visitor writes", () =>
  onSite(async (site) => {
    await (await site.get("/exercises/vector-clock")).body?.cancel();
    await (await site.get("/exercises/none")).body?.cancel();
    await (await site.get("/favicon.svg")).body?.cancel();
    const before = (await scrape(site)).split("\n").length;
    for (let index = 0; index < 20; index++) {
      await (await site.get(`/exercises/secret-${index}`)).body?.cancel();
      await (await site.get(`/secret-${index}?secret=1`)).body?.cancel();
    }

    const text = await scrape(site);

    assert.match(text, /_requests_total\{route="\/exercises\/:slug",status="2xx"\} 1\n/);
    assert.match(text, /_requests_total\{route="\/exercises\/:slug",status="4xx"\} 21\n/);
    assert.match(text, /_request_duration_seconds_count\{route="\/exercises\/:slug"\} 22\n/);
    assert.ok(!text.includes("secret"));
    // The first look at /metrics is a route of its own; other/4xx is a class of its own.
    const series = 12 + 2;
    assert.ok(text.split("\n").length <= before + series + 1, `${text.split("\n").length} lines`);
  }));

Deno.test("/metrics tells the figures of grading, in seconds and bytes", () =>
  onSite(async (site) => {
    const text = await scrape(site);

    for (
      const line of [
        'truthlab_queue_submissions{state="queued"} 0',
        "truthlab_queue_oldest_wait_seconds 1.5",
        "truthlab_event_streams 3",
        'truthlab_database_bytes{file="database"} 4096',
        'truthlab_children_total{event="started"} 5',
        'truthlab_children_total{event="died"} 1',
      ]
    ) assert.ok(text.includes(`\n${line}\n`), line);
    assert.match(text, /\nprocess_resident_memory_bytes \d{7,}\n/);
  }));

Deno.test("Metrics.count() counts verdicts, their parts, and incidents; figures do not add up", async () => {
  const metrics = createMetrics();
  const times = { start: 20, prepare: 30, run: 1_500, shrink: 0, confirm: 100, store: 2 };
  const graded = { event: "graded", submission: "s1", slug: "gcounter", verdict: "passed", times };
  metrics.count(graded);
  metrics.count({ ...graded, submission: "s2" });
  metrics.count({ event: "incident", slug: "gcounter", submission: "hash", reason: "secret" });
  const figures = await fakeGrading().figures();

  await metrics.text(figures);
  const text = await metrics.text(figures);

  assert.match(text, /\ntruthlab_verdicts_total\{exercise="gcounter",verdict="passed"\} 2\n/);
  assert.match(text, /_part_duration_seconds_sum\{part="run"\} 3\n/);
  assert.match(text, /_part_duration_seconds_bucket\{le="1",part="run"\} 0\n/);
  assert.match(text, /\ntruthlab_incidents_total 1\n/);
  assert.match(text, /\ntruthlab_children_total\{event="started"\} 5\n/);
  assert.doesNotMatch(text, /secret|s1|hash/);
});
