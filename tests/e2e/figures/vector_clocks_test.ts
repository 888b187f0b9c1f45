import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "../open_browser.ts";
import { openFigure } from "../open_figure.ts";
import { inspect, visit } from "../visit.ts";

const ID = "figure-vector-clocks";

const chromium = await openBrowser();
const site = await startSite();
const address = `${site.url}/chapter/vector-clocks`;

Deno.test("the reader makes two concurrent events, and a link shows the same", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const figure = await openFigure(page, address, ID);
    await figure.getByRole("button", { name: "Clear" }).click();
    await figure.getByRole("button", { name: "Send to n2 from n1" }).click();
    await figure.getByRole("button", { name: "Event at n3" }).click();
    await figure.getByRole("combobox", { name: "First event" }).selectOption({ index: 1 });
    await figure.getByRole("combobox", { name: "Second event" }).selectOption({ index: 2 });
    await figure.getByText("a and b are concurrent").waitFor();
    assert.ok(page.url().endsWith(`#${ID}=s12.e3&pick=a.b`), page.url());

    const other = await visit(chromium.browser);
    try {
      await other.page.goto(page.url());
      const linked = other.page.locator(`#${ID}`);
      await linked.getByText("a and b are concurrent").waitFor();
      // The page scrolls there by itself.
      await other.page.waitForFunction((id) => {
        const { top } = document.getElementById(id)!.getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      }, ID);
      assert.deepEqual(other.errors, []);
    } finally {
      await other.close();
    }
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("the keyboard alone delivers a message", async () => {
  const { page, close } = await visit(chromium.browser);
  try {
    const figure = await openFigure(page, address, ID);
    await figure.getByRole("button", { name: "Clear" }).press("Enter");
    await figure.getByRole("button", { name: "Send to n2 from n1" }).press("Space");
    await figure.getByRole("button", { name: /Deliver 1, n1 to n2/ }).press("Enter");
    await figure.getByRole("status").first().getByText("[1, 1, 0]").waitFor();
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  await site.stop();
});
