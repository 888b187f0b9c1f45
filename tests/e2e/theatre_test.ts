import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const WRONG = await Deno.readTextFile(`solutions/${SLUG}/wrong/merge_loses_last.ts`);

const chromium = await openBrowser();
const site = await startSite();

/** Submits from the page, as its script would, and waits for the verdict. */
async function submit(page: Page): Promise<string> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
  const { url } = await page.evaluate(async ([slug, source]) => {
    const body = JSON.stringify({ slug, source });
    const headers = { "content-type": "application/json" };
    return await (await fetch("/api/submissions", { method: "POST", headers, body })).json();
  }, [SLUG, WRONG]);
  await page.goto(site.url + url);
  await page.getByRole("heading", { name: /: failed/ }).waitFor();
  return url;
}

Deno.test("a counterexample is watched step by step, with keys alone", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const url = await submit(page);
    await page.getByRole("link", { name: "Watch it step by step" }).first().click();
    const now = page.locator("[aria-current=step]");
    // It opens where the property broke.
    await now.getByText("breaks").waitFor();
    await inspect(page);

    await page.getByRole("group", { name: /Space-time diagram/ }).focus();
    await page.keyboard.press("Home");
    await now.getByText(/^1$/).waitFor();
    await page.getByRole("status").getByText(/^Step 1: n\d+ /).waitFor({ state: "attached" });
    await page.keyboard.press("ArrowDown");
    await now.getByText(/^2$/).waitFor();
    await page.keyboard.press("c");
    await now.getByText("breaks").waitFor();
    await page.keyboard.press("p");
    assert.equal(
      await page.getByRole("button", { name: "Only its causes" }).getAttribute("aria-pressed"),
      "true",
    );
    await inspect(page);

    const stranger = await visit(chromium.browser);
    const answer = await stranger.page.goto(page.url());
    assert.equal(answer?.status(), 404, "another learner does not see it");
    await stranger.page.goto(await copyLink(page));
    await stranger.page.getByText("breaks", { exact: true }).waitFor();
    await inspect(stranger.page);
    await stranger.page.goto(`${site.url}/theatre#nonsense`);
    await stranger.page.getByText("This link is not whole").waitFor();
    await stranger.close();
    assert.ok(page.url().startsWith(site.url + url));
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy a link" }).click();
  await page.getByText("Copied.").waitFor();
  return await page.evaluate(() => navigator.clipboard.readText());
}

Deno.test("the theatre opens below a failed check of a run", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.locator(".cm-content").waitFor();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Watch it step by step" }).first().click();
    await page.getByRole("region", { name: "The run, step by step" }).waitFor();
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
