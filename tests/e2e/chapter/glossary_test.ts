import assert from "node:assert/strict";
import { inspect } from "../visit.ts";
import { openChapter } from "./open_chapter.ts";

const chapter = await openChapter();

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  Deno.test(`a term shows its definition where it first occurs, ${how} JavaScript`, () =>
    chapter.on("/chapter/vector-clocks", async (page) => {
      const term = page.locator("button.term", { hasText: "concurrent" });
      assert.equal(await term.count(), 1, "only the first occurrence is marked");
      await term.focus();
      await page.keyboard.press("Enter");
      const card = page.locator("#term-concurrent");
      await card.waitFor();
      assert.match(await card.innerText(), /neither could/);
      // The card is by its term, in sight.
      const [place, by] = [(await card.boundingBox())!, (await term.boundingBox())!];
      assert.ok(Math.abs(place.y - by.y) < 300, `${place.y} is far from ${by.y}`);
      await page.keyboard.press("Escape");
      await card.waitFor({ state: "hidden" });
    }, { javaScriptEnabled }));
}

Deno.test("a card does not leave a narrow screen", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const terms = await page.locator("button.term").all();
    for (const term of terms.slice(0, 4)) {
      await term.click();
      const card = page.locator(":popover-open");
      const { x, width } = (await card.boundingBox())!;
      assert.ok(x >= 0 && x + width <= 390, `from ${x}, ${width} wide`);
      await page.keyboard.press("Escape");
    }
    assert.ok(terms.length > 0);
  }, { viewport: { width: 390, height: 800 } }));

Deno.test("the glossary lists all terms, each with the section that explains it", () =>
  chapter.on("/glossary", async (page) => {
    const entries = page.locator("main dl > div");
    assert.equal(await entries.count(), await page.locator("main dl dd a").count());
    await inspect(page);
    await entries.filter({ hasText: "vector clock" }).first().getByRole("link").last().click();
    await page.waitForURL(/\/chapter\/[a-z-]+$/);
  }));

Deno.test.afterAll(() => chapter.close());
