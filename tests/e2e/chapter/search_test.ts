import assert from "node:assert/strict";
import { inspect } from "../visit.ts";
import { openChapter } from "./open_chapter.ts";

const chapter = await openChapter();

Deno.test("a slash opens the search, arrows choose, Enter goes to the heading", () =>
  chapter.on("/", async (page) => {
    await page.locator("a[aria-keyshortcuts]").waitFor();
    await page.keyboard.press("/");
    const input = page.getByRole("combobox", { name: /^Search/ });
    await input.waitFor();
    await page.keyboard.type("fencing tok");

    const options = page.getByRole("option");
    await options.nth(1).waitFor();
    await page.getByRole("option", { selected: true }).getByText(/fencing token/i).first()
      .waitFor();
    await inspect(page);
    await page.keyboard.press("ArrowDown");
    assert.equal(await options.nth(1).getAttribute("aria-selected"), "true");
    assert.equal(
      await input.getAttribute("aria-activedescendant"),
      await options.nth(1).getAttribute("id"),
    );
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");

    await page.waitForURL(/\/(?:chapter|glossary|exercises)/);
  }));

Deno.test("Escape closes the search, and the focus is where it was", () =>
  chapter.on("/glossary", async (page) => {
    const opener = page.getByRole("button", { name: /^Search/ });
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Search" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Search" }).waitFor({ state: "hidden" });

    assert.equal(await opener.evaluate((node) => node === document.activeElement), true);
  }));

Deno.test("what has no match says so, and a slash in a text field is a slash", () =>
  chapter.on("/search", async (page) => {
    await page.locator("a[aria-keyshortcuts]").waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("searchbox").press("/");
    assert.equal(await page.getByRole("searchbox").inputValue(), "/");
    assert.equal(await page.getByRole("dialog").count(), 0);

    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("/");
    await page.getByRole("combobox").fill("zyzzyva");
    await page.getByText("Nothing has all of these words: zyzzyva").waitFor();
  }));

Deno.test("the index is fetched when the search is wanted, and then works without a network", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    await page.locator("a[aria-keyshortcuts]").waitFor();
    assert.ok(!fetched.includes("/search.json"));

    const loaded = page.waitForResponse(/\/search\.json/);
    await page.getByRole("button", { name: /^Search/ }).focus();
    await (await loaded).finished();
    await page.context().setOffline(true);
    await page.keyboard.press("/");
    await page.getByRole("dialog").getByRole("combobox").fill("concurrent events");

    await page.getByRole("dialog").getByRole("option").first().waitFor();
    await page.context().setOffline(false);
  }));

Deno.test("without JavaScript a form searches the same index", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    await page.getByRole("link", { name: /^Search/ }).click();
    await page.getByRole("searchbox").fill("fencing token");
    await page.getByRole("button", { name: "Search" }).click();

    const first = page.locator("main ol a").first();
    assert.match(await first.innerText(), /fencing token/i);
    await first.click();
    await page.waitForURL(/\/(?:chapter|glossary)/);
  }, { javaScriptEnabled: false }));

Deno.test.afterAll(() => chapter.close());
