import assert from "node:assert/strict";
import { inspect } from "../visit.ts";
import { listSlugs, openChapter } from "./open_chapter.ts";

const chapter = await openChapter();

Deno.test("the page to print has every section, figures in words, and answers", () =>
  chapter.on("/chapter/print", async (page) => {
    const sections = await page.locator(".printed-section > h2[id]").evaluateAll((all) =>
      all.map(({ id }) => id)
    );
    assert.deepEqual(sections.filter((id) => id !== "glossary").toSorted(), listSlugs());
    const own = page.locator('[aria-labelledby="vector-clocks"]');
    await own.getByText("Figure: Three nodes and their vector clocks").waitFor();
    assert.match(await own.innerText(), /n1, n2 and n3, each with a vector of three counts/);
    assert.equal(await page.locator("main :is(input, button, fieldset, svg)").count(), 0);
    const ids = await page.locator("main [id]").evaluateAll((all) => all.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length, "every id is there once");
    await inspect(page);
  }));

Deno.test("links on the page to print stay on it", () =>
  chapter.on("/chapter/print", async (page) => {
    const dead = await page.locator('main a[href^="#"]').evaluateAll((all) =>
      all.map((link) => link.getAttribute("href")!).filter((href) =>
        document.getElementById(decodeURIComponent(href.slice(1))) === null
      )
    );
    assert.deepEqual(dead, []);
    assert.equal(await page.locator('main a[href^="/chapter/"]').count(), 0);
  }));

Deno.test("on paper there are no controls, whatever the colours on the screen", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const hidden of ["body > header", "body > footer", "fieldset"]) {
      assert.ok(await page.locator(hidden).first().isHidden(), hidden);
    }
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(background, "rgb(255, 255, 255)");
  }));

Deno.test.afterAll(() => chapter.close());
