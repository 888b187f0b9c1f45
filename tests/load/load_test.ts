import assert from "node:assert/strict";
import { quantile } from "@/bench/load_figures.ts";
import { type Load, simulateLearners } from "@/bench/simulate_learners.ts";
import { startSite } from "@/tests/server/start_site.ts";

const SLUG = "vector-clock";
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

const LOAD: Load = {
  learners: 20,
  submissionsPerSecond: 10,
  submissions: 20,
  pagesPerSecond: 10,
  slug: SLUG,
  mix: [
    { part: 1, sources: [starter] },
    { part: 2, sources: ["export function (\n"] },
  ],
  seed: 7,
};

Deno.test("learners who all work at once get their verdicts, drafts and pages", async () => {
  const site = await startSite();
  try {
    const seen = await simulateLearners({ site, load: LOAD });

    assert.deepEqual(seen.failures, []);
    assert.equal(seen.verdictsMs.length, 20);
    assert.equal(seen.draftsMs.length, 20);
    assert.equal(seen.pagesMs.length, 20);
  } finally {
    await site.stop();
  }
});

Deno.test("one who asks too often gets 429 and is told when to come again", async () => {
  const site = await startSite(undefined, { SUBMISSIONS_PER_MINUTE: "2" });
  try {
    const learner = { cookie: "" };
    const submit = async () => {
      const response = await fetch(`${site.url}/api/submissions`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...learner },
        body: JSON.stringify({ slug: SLUG, source: "export function (\n" }),
      });
      learner.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? learner.cookie;
      return response;
    };
    const statuses: number[] = [];
    let last = await submit();
    while (last.status === 201 && statuses.length < 20) {
      statuses.push(last.status);
      await last.body?.cancel();
      last = await submit();
    }

    assert.ok(statuses.length >= 10, String(statuses.length));
    assert.equal(last.status, 429);
    const seconds = Number(last.headers.get("retry-after"));
    assert.ok(seconds > 0 && seconds <= 30, String(seconds));
    assert.match((await last.json()).error.message, /was not stored: submit it again in \d+ sec/);
    // Somebody else is not held up.
    learner.cookie = "";
    const other = await submit();
    assert.equal(other.status, 201);
    await other.body?.cancel();
  } finally {
    await site.stop();
  }
});

Deno.test("quantile() is the value below which a part lies", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  assert.deepEqual([0, 0.5, 0.99, 1].map((part) => quantile(values, part)), [1, 51, 100, 100]);
});
