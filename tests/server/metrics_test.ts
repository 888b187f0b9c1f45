/** The figures of the real site, while it grades. */
import assert from "node:assert/strict";
import { startSite } from "./start_site.ts";

const METRICS_TOKEN = "metrics-token-of-the-tests";

Deno.test("/metrics of a real site has seen the verdict, its children, and the stream", async () => {
  const site = await startSite(undefined, { METRICS_TOKEN });
  const source = await Deno.readTextFile("exercises/gcounter/starter.ts");
  const response = await fetch(`${site.url}/api/submissions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ slug: "gcounter", source }),
  });
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  const { id } = await response.json();
  const events = await fetch(`${site.url}/api/submissions/${id}/events`, { headers: { cookie } });
  assert.match(await events.text(), /event: verdict\n/);

  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const text = await (await fetch(`${site.url}/metrics`, { headers })).text();
  const hidden = await fetch(`${site.url}/metrics`);
  await hidden.body?.cancel();

  const value = (name: string) => {
    const line = text.split("\n").find((each) => each.startsWith(`${name} `));
    return Number(line?.split(" ").at(-1) ?? assert.fail(`${name} is missing in ${text}`));
  };
  assert.equal(value('truthlab_verdicts_total{exercise="gcounter",verdict="failed"}'), 1);
  assert.equal(value('truthlab_verdict_part_duration_seconds_count{part="confirm"}'), 1);
  assert.ok(value('truthlab_verdict_part_duration_seconds_sum{part="run"}') > 0);
  assert.ok(value('truthlab_children_total{event="started"}') >= 2);
  assert.equal(value('truthlab_children_total{event="died"}'), 0);
  assert.equal(value('truthlab_queue_submissions{state="queued"}'), 0);
  assert.ok(value('truthlab_database_bytes{file="journal"}') > 0);
  assert.equal(value("truthlab_event_streams"), 0);
  assert.equal(hidden.status, 404);
  assert.ok(!site.printed().includes(METRICS_TOKEN));
  assert.ok(!text.includes(id));
  assert.equal(await site.stop(), 0);
});

Deno.test("a token that can be guessed is refused in one line, which does not repeat it", async () => {
  await assert.rejects(startSite(undefined, { METRICS_TOKEN: "guess" }), (error: Error) => {
    assert.match(error.message, /Cannot start: METRICS_TOKEN is no good token: choose 20 letters/);
    assert.ok(!error.message.includes("guess"));
    return true;
  });
});
