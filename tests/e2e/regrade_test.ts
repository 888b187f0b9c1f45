/** A changed grader, from the trial to what its learners read; and the other pages for instructors. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { gradeBefore } from "@/tests/server/grade_before.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const solution = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);
const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

const dataDir = await Deno.makeTempDir({ prefix: "site-" });
await gradeBefore({ dataDir }, SLUG, [
  { id: "s1", learnerId: "ada", source: starter, verdict: "passed" },
  { id: "s2", learnerId: "bob", source: solution, verdict: "failed" },
  { id: "s3", learnerId: "cyd", source: solution.replaceAll("merge", "unite"), verdict: "failed" },
]);
const chromium = await openBrowser();
const site = await startSite(dataDir);

async function openTeaching(page: Page): Promise<void> {
  await page.goto(`${site.url}/teach/open`);
  await page.getByLabel("Token").fill(site.token);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByRole("heading", { name: "Cohorts" }).waitFor();
}

Deno.test("an instructor tries a new grader, sees both verdicts, and takes a pass with a reason", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await openTeaching(page);
    await page.getByRole("link", { name: "Regrade" }).click();
    await page.getByText("3 of 3 verdicts, of 3 learners").waitFor();
    await inspect(page);
    await page.getByLabel("Try").selectOption("all");
    await page.getByRole("button", { name: "Begin the trial: Vector clocks" }).focus();
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Let it take effect" }).waitFor();
    await page.getByRole("link", { name: "1 Would lose a pass" }).click();
    await page.getByRole("link", { name: "Learner ada" }).waitFor();
    await inspect(page);
    await page.getByLabel("Everything, passes too").check();
    await page.getByLabel(/^Why, for the learners/).fill("A hole was closed.");
    await page.getByRole("button", { name: "Let it take effect" }).click();

    await page.getByText("Took effect for 3 of 3").waitFor();
    await page.getByRole("link", { name: "Learner ada" }).click();
    await page.getByText("“A hole was closed.”").waitFor();
    await inspect(page);
    await page.goto(`${site.url}/teach/audit?action=verdict.change`);
    await page.getByText("passed, 100 points", { exact: true }).waitFor();
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("similar programs and exports pass every inspection, without a script", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  const still = await visit(chromium.browser, { javaScriptEnabled: false });
  try {
    await openTeaching(still.page);
    await still.page.getByRole("link", { name: "Similar programs" }).click();
    await still.page.getByLabel("Exercise").selectOption(SLUG);
    await still.page.getByRole("button", { name: "Compare" }).click();
    await still.page.getByRole("link", { name: /^Learner (bob|cyd) and/ }).click();
    await still.page.getByRole("heading", { name: /^Learner \w+ and Learner \w+$/ }).waitFor();
    const pair = still.page.url();

    await openTeaching(page);
    await page.goto(`${site.url}/teach/similar?slug=${SLUG}`);
    await inspect(page);
    await page.goto(pair);
    await inspect(page);
    await page.goto(`${site.url}/teach/cohorts/new`);
    await page.getByLabel("Name", { exact: true }).fill("Autumn");
    await page.getByLabel("Time zone").fill("UTC");
    await page.getByRole("button", { name: "Make the cohort" }).click();
    await page.getByRole("heading", { name: "Autumn" }).waitFor();
    await page.getByRole("link", { name: "Exports" }).click();
    await page.getByRole("heading", { name: "The whole cohort" }).waitFor();
    await inspect(page);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "In charge" }).waitFor();
    await inspect(page);
    await page.goto(`${site.url}/teach/cohorts/import`);
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await still.close();
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  await site.stop();
  await Deno.remove(dataDir, { recursive: true });
});
