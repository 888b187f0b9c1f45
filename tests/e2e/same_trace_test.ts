import assert from "node:assert/strict";
import type { Plan, Suite } from "@/engine/suite.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import type { Traced } from "./traces_here.ts";

/** Enough that a difference in rounding, order or depth would show. */
const SEEDS = Array.from({ length: 200 }, (_, index) => index);

const chromium = await openBrowser();
const site = await startSite();

for (
  const { name: slug } of [...Deno.readDirSync("exercises")].filter((each) => each.isDirectory)
) {
  Deno.test(`${slug}: ${SEEDS.length} seeds give the same traces here and in Chromium`, async () => {
    const { suite } = await import(`@/exercises/${slug}/examples.ts`) as { suite: Suite };
    const source = await Deno.readTextFile(`solutions/${slug}/solution.ts`);
    const plans = suite.checks.flatMap((check) => check.plans);
    const sizeOf = ({ scenario }: Plan) => scenario.nodes.length;
    // Where clients have a part it is a walk with clients, else the largest cluster.
    const plan = plans.find((each) => each.scenario.commands) ??
      plans.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];

    const traced = { slug, source, plan: plan.name, seeds: SEEDS };
    const [here, there] = await Promise.all([hashesHere(traced), hashesInChromium(traced)]);

    assert.deepEqual(there, here);
    // Different seeds give different runs, or equality would say little.
    assert.ok(new Set(here).size > SEEDS.length / 2);
  });
}

async function hashesHere(traced: Traced): Promise<string[]> {
  const worker = new Worker(new URL("./traces_here.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<string[]>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(traced);
    });
  } finally {
    worker.terminate();
  }
}

async function hashesInChromium(traced: Traced): Promise<string[]> {
  const context = await chromium.browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.url}/exercises/${traced.slug}`);
    return await page.evaluate(async ({ slug, source, plan, seeds }) => {
      const worker = new Worker(`/run/${slug}.js`, { type: "module" });
      const answers: string[] = [];
      const hash = async (text: string) => {
        const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
        return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"))
          .join("");
      };
      await new Promise<void>((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = async ({ data }) => {
          if (data.kind === "ready") {
            for (const seed of seeds) {
              worker.postMessage({ kind: "trace", id: seed, source, plan, seed });
            }
          } else if (data.kind === "trace") {
            answers[data.id] = await hash(JSON.stringify(data.trace));
            if (Object.keys(answers).length === seeds.length) resolve();
          } else reject(new Error(JSON.stringify(data)));
        };
      });
      worker.terminate();
      return answers;
    }, traced);
  } finally {
    await context.close();
  }
}

Deno.test.afterAll(async () => {
  await chromium.close();
  await site.stop();
});
