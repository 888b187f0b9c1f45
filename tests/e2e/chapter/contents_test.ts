import assert from "node:assert/strict";
import { inspect } from "../visit.ts";
import { listSlugs, openChapter } from "./open_chapter.ts";

const chapter = await openChapter();

Deno.test("the contents list every section in order, and each leads to the next", () =>
  chapter.on("/chapter", async (page) => {
    const links = await page.locator("main section ol a").evaluateAll((all) =>
      all.map((link) => link.getAttribute("href"))
    );
    assert.deepEqual(links.toSorted(), listSlugs().map((slug) => `/chapter/${slug}`));

    const next = page.getByRole("navigation", { name: "Sections" }).getByRole("link", {
      name: /^Next/,
    });
    await page.goto(chapter.url + links[0]);
    for (const expected of links.slice(1)) {
      assert.equal(await next.getAttribute("href"), expected);
      await page.goto(chapter.url + expected);
    }
    assert.equal(await next.getAttribute("href"), "/exercises");
  }));

Deno.test("the contents are in parts, and a section says in which it is", () =>
  chapter.on("/chapter", async (page) => {
    const parts = page.getByRole("navigation", { name: "Parts of the chapter" });
    await parts.getByRole("link", { name: /^2 What goes wrong 6 sections/ }).click();
    await page.waitForURL(/#part-2$/);
    const part = page.getByRole("region", { name: "Part 2 What goes wrong" });
    await part.getByRole("link", { name: /Siblings/ }).click();

    const own = page.getByRole("navigation", { name: "In this part" });
    assert.equal(await own.getByRole("link").count(), 6);
    assert.equal(await own.locator("[aria-current=page]").innerText(), "10\nSiblings");
    await page.getByRole("link", { name: /^Next part: Agreeing: Raft/ }).waitFor();
    await page.getByRole("link", { name: "Part 2: What goes wrong" }).click();
    await part.waitFor();
  }));

Deno.test("what was read and answered is kept, shown, and forgotten on request", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const question = page.locator('section[id^="question-"]').first();
    await question.getByRole("radio").first().check();
    await question.getByRole("button", { name: "Check" }).click();
    await page.locator("footer nav").first().scrollIntoViewIfNeeded();
    await page.getByText("Marked as read.").waitFor();

    await page.goto(`${chapter.url}/chapter`);
    await page.getByText(/^1 of \d+ sections read/).waitFor();
    const entry = page.getByRole("link", { name: /Vector clocks/ });
    await entry.getByRole("img", { name: "Read" }).waitFor();
    assert.match(await entry.innerText(), /1\/\d/);
    await page.getByRole("link", { name: /^2 What goes wrong 1 of 6 read, / }).waitFor();
    await inspect(page);

    await page.getByRole("button", { name: "Forget it" }).click();
    await page.getByText(/^\d+ sections, about/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/^1 of \d+ sections read/).waitFor();
    await page.getByRole("button", { name: "Forget it" }).click();
    await page.getByText(/^\d+ sections, about/).waitFor();
    await page.reload();
    await page.getByText(/^\d+ sections, about/).waitFor();
  }));

Deno.test("a section can be marked as not yet read", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    // Looking at a source is not reading to the end.
    await page.locator(".cite").first().click();
    await page.getByText("Not marked as read.").waitFor();
    await page.goto(`${chapter.url}/chapter/vector-clocks`);
    await page.locator("footer nav").first().scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Not yet" }).click();
    await page.reload();
    await page.goto(`${chapter.url}/chapter`);

    await page.getByText(/^\d+ sections, about/).waitFor();
  }));

Deno.test("every heading links to itself, by keyboard too", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const heading = page.getByRole("heading", { name: "Reading two clocks" });
    await heading.getByRole("link").focus();
    await page.keyboard.press("Enter");

    await page.waitForURL(/#reading-two-clocks$/);
    const bare = page.locator(".section-body > :is(h2, h3, h4):not([id]:has(> .heading-link))");
    assert.equal(await bare.count(), 0);
  }));

Deno.test.afterAll(() => chapter.close());
