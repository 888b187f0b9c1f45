import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "../open_browser.ts";
import { openFigure } from "../open_figure.ts";
import { inspect, visit } from "../visit.ts";

const ID = "figure-kept-checklist";
const chromium = await openBrowser();
const site = await startSite();

Deno.test("marks are counted, kept over a reload, and carried by a link", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const address = `${site.url}/chapter/checklist`;
    const figure = await openFigure(page, address, ID);
    await figure.getByRole("checkbox", { name: "The invariants are written down" }).press("Space");
    await figure.getByRole("checkbox", { name: "Retries are harmless" }).press("Space");
    await figure.getByText("2 of 22 points are ticked").first().waitFor();
    const linked = page.url();
    await inspect(page);

    const again = await openFigure(page, address, ID);
    await again.getByText("2 of 22 points are ticked").first().waitFor();

    const other = await visit(chromium.browser);
    await other.page.goto(linked);
    const shown = other.page.locator(`#${ID}`);
    await shown.getByText("2 of 22 points are ticked").first().waitFor();
    assert.equal(await other.page.evaluate(() => localStorage.getItem("truthlab:checklist")), null);
    await other.close();

    await again.getByRole("button", { name: "Clear all marks" }).press("Enter");
    await again.getByText("Nothing is ticked yet").first().waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
