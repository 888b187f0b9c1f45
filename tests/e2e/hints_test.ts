/** Hints one at a time, and what opens with a pass. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const VARIANT = await Deno.readTextFile(`solutions/${SLUG}/variants/map.ts`);

const chromium = await openBrowser();
const site = await startSite();

async function open(page: Page): Promise<void> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
}

Deno.test("hints come one at a time, each when asked for, and stay", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await open(page);
    await page.locator(".cm-content").waitFor();
    await page.getByText("0 of 3 shown").waitFor();
    await page.getByRole("button", { name: "Show the first hint" }).click();
    const first = page.getByRole("region", { name: "Hint 1" });
    await first.waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "hint-1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Hint 2" }).waitFor();
    await inspect(page);

    await page.reload();
    await page.getByText("2 of 3 shown").waitFor();
    await page.getByRole("button", { name: "Show hint 3" }).click();
    await page.getByText("3 of 3 shown").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Show (?:the|hint)/ }).count(), 0);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("hints need no script", async () => {
  const { page, close } = await visit(chromium.browser, { javaScriptEnabled: false });
  try {
    await open(page);
    await page.getByRole("button", { name: "Show the first hint" }).click();
    await page.getByText("1 of 3 shown").waitFor();
    assert.match(page.url(), /#hint-1$/);
    await page.getByRole("button", { name: "Show hint 2" }).click();
    await page.getByText("2 of 3 shown").waitFor();
  } finally {
    await close();
  }
});

Deno.test("a pass opens the solution, others that are right, and what leads there from one's own", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const address = `${site.url}/exercises/${SLUG}/solution`;
    assert.equal((await page.request.get(address)).status(), 403);
    await open(page);
    const url = await page.evaluate(async ([slug, source]) => {
      const body = JSON.stringify({ slug, source });
      const headers = { "content-type": "application/json" };
      const response = await fetch("/api/submissions", { method: "POST", headers, body });
      return (await response.json()).url;
    }, [SLUG, VARIANT]);
    await page.goto(site.url + url);
    await page.getByRole("heading", { name: /: passed/ }).waitFor();
    await open(page);
    await page.getByRole("link", { name: "You passed: see our solution" }).waitFor();
    // The newest attempt is what the editor begins with: the next verdict has the same way on.
    await page.locator(".cm-content").waitFor();
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("link", { name: "See our solution", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /: a solution/ }).waitFor();
    await page.getByRole("heading", { name: "From yours to ours" }).waitFor();
    await page.locator("del", { hasText: "// A Map instead of an object." }).waitFor();
    await page.getByText("Class instance").click();
    await page.getByText("class VectorClock {").waitFor();
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
