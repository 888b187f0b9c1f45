import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const chromium = await openBrowser();
const site = await startSite();

Deno.test("a token is made, shown once, used and revoked", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/vector-clock`);
    await page.getByText("In your own editor").click();
    await page.getByRole("link", { name: "token", exact: true }).click();
    await page.getByLabel("A name for a new token").fill("my laptop");
    await page.keyboard.press("Enter");
    const field = page.getByLabel("The new token");
    await field.waitFor();
    const token = await field.inputValue();
    await inspect(page);

    const response = await fetch(`${site.url}/api/exercises/vector-clock/attempts`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.deepEqual(await response.json(), []);
    await page.goto(`${site.url}/account/tokens`);
    await page.getByText(/last used/).waitFor();
    assert(!(await page.content()).includes(token));
    await page.getByRole("button", { name: "Revoke my laptop" }).click();
    await page.getByText("None yet.").waitFor();
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
