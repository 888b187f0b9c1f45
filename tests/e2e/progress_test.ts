import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { pasteProgram } from "./paste_program.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);

const chromium = await openBrowser();
const site = await startSite();

Deno.test("progress is shown, exported and deleted, while something is being graded", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/chapter/vector-clocks`);
    await page.locator("footer").first().scrollIntoViewIfNeeded();
    await page.getByText("Marked as read.").waitFor();
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await pasteProgram(page, SOLUTION);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByText(/^Passed: all \d+ hidden checks hold/).waitFor();

    await page.getByRole("link", { name: "Progress", exact: true }).click();
    await page.getByText("1 of 35 sections read").waitFor();
    const own = page.getByRole("listitem").filter({ hasText: "Vector clocks" }).first();
    assert.match(await own.innerText(), /Passed\s+1 attempt, best score 100 of 100, .+ to pass$/);
    await inspect(page);

    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export it" }).click();
    assert.equal((await file).suggestedFilename(), "truthlab-my-data.json");
    const data = await (await page.request.get(`${site.url}/progress/export`)).json();
    assert.equal(data.submissions[0].source, SOLUTION);
    assert.equal(data.submissions[0].verdict.verdict, "passed");

    await page.getByRole("link", { name: "Delete it" }).click();
    await page.getByLabel(/To go on, type/).fill("delete");
    await page.getByRole("button", { name: "Delete all of it" }).click();
    await page.getByText("Nothing was deleted").waitFor();
    await inspect(page);
    const post = { slug: "raft-election", source: "export class Node {}" };
    for (let times = 0; times < 3; times++) {
      await page.request.post(`${site.url}/api/submissions`, { data: post });
    }
    await page.getByLabel(/To go on, type/).fill("delete everything");
    await page.getByRole("button", { name: "Delete all of it" }).click();
    await page.getByText("This browser has forgotten").waitFor();
    await inspect(page);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);

    await page.goto(`${site.url}/progress`);
    await page.getByText("0 of 35 sections read").waitFor();
    assert.equal(await page.getByText("Not begun").count(), 10);
    // The browser itself writes down that what was mistyped was refused.
    assert.deepEqual(errors.filter((error) => !error.includes("422")), []);
  } finally {
    await close();
  }
});

Deno.test("without JavaScript the exercises are told, and all can be deleted", async () => {
  const { page, close } = await visit(chromium.browser, { javaScriptEnabled: false });
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.locator("textarea[name=source]").fill(SOLUTION);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.waitForURL(/\/submissions\/\w+$/);
    // The page is loaded again until there is a verdict: the graders are alive.
    await page.getByRole("heading", { level: 1, name: /passed/ }).waitFor();
    await page.goto(`${site.url}/progress`);
    await page.getByText("1 of 10 passed.").waitFor();

    await page.getByRole("link", { name: "Delete it" }).click();
    await page.getByLabel(/To go on, type/).fill("delete everything");
    await page.getByRole("button", { name: "Delete all of it" }).click();

    await page.getByRole("heading", { name: "Deleted" }).waitFor();
    assert.deepEqual((await page.context().cookies()).map(({ name }) => name), []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
