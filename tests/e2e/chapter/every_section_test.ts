import assert from "node:assert/strict";
import { inspect } from "../visit.ts";
import { listSlugs, openChapter } from "./open_chapter.ts";

const chapter = await openChapter();

for (const slug of listSlugs()) {
  Deno.test(`${slug} has nothing that axe minds, wide and narrow, light and dark`, () =>
    chapter.on(`/chapter/${slug}`, inspect));

  Deno.test(`${slug} has its text, sources and links without JavaScript`, () =>
    chapter.on(`/chapter/${slug}`, async (page) => {
      const words = (await page.locator(".section-body").innerText()).split(/\s+/).length;
      assert.ok(words > 150, `${words} words`);
      const cites = await page.locator(".section-body a.cite").evaluateAll((all) =>
        all.map((link) => link.getAttribute("href")!)
      );
      for (const href of new Set(cites)) assert.equal(await page.locator(href).count(), 1, href);
    }, { javaScriptEnabled: false }));
}

Deno.test("a reader's larger type makes the text larger", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const size = () =>
      page.locator(".section-body > p").first().evaluate((node) =>
        parseFloat(getComputedStyle(node).fontSize)
      );
    const before = await size();
    // What a browser's setting does: it changes what 1rem is, and nothing else.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html { font-size: 150% }");
      document.adoptedStyleSheets = [sheet];
    });
    assert.equal(await size(), before * 1.5);
  }));

Deno.test.afterAll(() => chapter.close());
