import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { pasteProgram } from "./paste_program.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);

const chromium = await openBrowser();
const site = await startSite();

async function run(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

Deno.test("a counterexample is kept, repeated first, holds when mended, and is let go", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.locator(".cm-content").waitFor();
    await run(page);
    const result = page.getByRole("region", { name: "Result" });
    await result.getByRole("button", { name: "Keep as a test" }).first().click();
    const kept = page.getByRole("region", { name: "Tests you keep" });
    await kept.getByText(/^1\. /).waitFor();
    await inspect(page);

    await page.reload();
    await kept.waitFor();
    await run(page);
    const again = page.locator("#check-kept-1");
    await again.locator("details[open]").waitFor();
    assert.equal(await again.getByRole("button", { name: "Keep as a test" }).count(), 1);
    await result.getByText(/the kept test does not/).waitFor();
    await inspect(page);

    await pasteProgram(page, SOLUTION);
    await run(page);
    await result.getByText(/checks hold, the kept test holds/).waitFor();
    await page.getByRole("button", { name: "Remove test 1" }).click();
    await kept.waitFor({ state: "detached" });
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("what the server found can be kept from its theatre", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.locator(".cm-content").waitFor();
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("link", { name: "This submission's own page" }).click();
    await page.getByRole("link", { name: "Watch it step by step" }).first().click();
    await page.getByRole("button", { name: "Keep as a test" }).click();
    await inspect(page);

    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.getByRole("region", { name: "Tests you keep" }).waitFor();
    await run(page);
    await page.locator("#check-kept-1").waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
