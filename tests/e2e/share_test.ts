/** Short links to a counterexample, and a test that is kept from one. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

/** The starter fails a check after so many events that a whole link would be long. */
const SLUG = "raft-persistence";
const CHECK = "keeps-its-log";

const chromium = await openBrowser();
const site = await startSite();

async function run(page: Page): Promise<void> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
  await page.locator(".cm-content").waitFor();
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

/** Runs the starter, opens the theatre of the check, and copies the link. */
async function copyLink(page: Page): Promise<string> {
  await run(page);
  const check = page.locator(`#check-${CHECK}`);
  await check.locator("summary").waitFor();
  await check.locator("details").evaluate((details: HTMLDetailsElement) => details.open = true);
  await check.getByRole("button", { name: "Watch it step by step" }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await check.getByRole("button", { name: "Copy a link" }).click();
  await check.getByText("Copied.").waitFor();
  return await page.evaluate(() => navigator.clipboard.readText());
}

Deno.test("a long run has a short link; who gets it keeps it as a test, until it is taken back", async () => {
  const owner = await visit(chromium.browser);
  const friend = await visit(chromium.browser);
  try {
    const link = await copyLink(owner.page);
    assert.match(link, /\/t\/[\w-]{11}$/);

    await friend.page.goto(link);
    await friend.page.getByText("breaks", { exact: true }).first().waitFor();
    assert.equal(await friend.page.getByRole("button", { name: "Take it back" }).count(), 0);
    await inspect(friend.page);
    await friend.page.getByRole("button", { name: "Keep as a test" }).click();
    await run(friend.page);
    await friend.page.locator("#check-kept-1").locator("details[open]").waitFor();

    await owner.page.goto(`${site.url}/account/links`);
    await inspect(owner.page);
    await owner.page.getByRole("button", { name: /^Take back: / }).click();
    await owner.page.getByText("None yet.").waitFor();
    const answer = await friend.page.goto(link);
    assert.equal(answer?.status(), 404);
    assert.deepEqual(owner.errors, []);
    // The browser itself writes down that the link leads nowhere.
    assert.deepEqual(friend.errors.filter((error) => !error.includes("404")), []);
  } finally {
    await owner.close();
    await friend.close();
  }
});

Deno.test("where the server does not answer, the link holds all of it", async () => {
  const { page, close } = await visit(chromium.browser);
  try {
    await page.route("**/api/shares", (route) => route.abort());
    const link = await copyLink(page);
    assert.match(link, /\/theatre#[\w-]{1000,}$/);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
