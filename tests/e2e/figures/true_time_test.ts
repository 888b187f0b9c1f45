import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "../open_browser.ts";
import { openFigure } from "../open_figure.ts";
import { inspect, visit } from "../visit.ts";

const ID = "figure-true-time";
const chromium = await openBrowser();
const site = await startSite();

Deno.test("without the wait the order breaks; with it, it cannot; distance makes it free", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const address = `${site.url}/chapter/truetime`;
    const figure = await openFigure(page, address, ID);
    await figure.getByText("The wait added 5.0 ms to the commit.").waitFor();

    await figure.getByRole("button", { name: "Commit wait" }).press("Enter");
    await figure.getByText("✗ Order broken.").waitFor();
    const broken = page.url();
    await inspect(page);

    const replication = figure.getByRole("slider", { name: /Replication takes/ });
    await replication.focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press("ArrowRight");
    await figure.getByText("by luck").waitFor();
    await figure.getByRole("button", { name: "Commit wait" }).press("Enter");
    await figure.getByText("so the wait added nothing").waitFor();

    const other = await visit(chromium.browser);
    await other.page.goto(broken);
    await other.page.locator(`#${ID}`).getByText("✗ Order broken.").waitFor();
    await other.close();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
