import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { listSections } from "@/routes/(_shared)/sections.ts";
import type { Question } from "@/lib/section.ts";
import { inspect } from "../visit.ts";
import { openChapter } from "./open_chapter.ts";

const chapter = await openChapter();
const sections = await listSections();

/** A question of a kind, the first in the chapter. */
function firstOf(kind: Question["kind"]): { path: string; question: Question; id: string } {
  for (const { slug, questions } of sections) {
    const question = questions.find((each) => each.kind === kind);
    if (question !== undefined) {
      return { path: `/chapter/${slug}`, question, id: `question-${question.key.split("/")[1]}` };
    }
  }
  throw new Error(`The chapter has no question of the kind ${kind}`);
}

const card = (page: Page, id: string): Locator => page.locator(`#${id}`);
const plain = (html: string) => html.replace(/<[^>]*>/g, "");

for (const kind of ["choose", "predict", "find"] as const) {
  Deno.test(`${kind}: a wrong answer and then the right one, by keyboard, with reasons`, () => {
    const { path, question, id } = firstOf(kind);
    const right = question.options.findIndex(({ isRight }) => isRight);
    const wrong = right === 0 ? 1 : 0;
    return chapter.on(path, async (page) => {
      const radios = card(page, id).getByRole("radio");
      await card(page, id).getByRole("button", { name: "Check" }).waitFor();
      await radios.nth(wrong).focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      const told = card(page, id).getByRole("status");
      await told.getByText("Not quite.").waitFor();
      await card(page, id).getByRole("img", { name: "Right" }).waitFor();

      // The focus goes on where the button was.
      await card(page, id).locator("button:focus", { hasText: "Try again" }).waitFor();
      await page.keyboard.press("Enter");
      await card(page, id).locator("input:focus").waitFor();
      await radios.nth(right).focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await told.getByText("Right.").waitFor();
      const reason = plain(question.options[right].because || question.because);
      assert.ok((await told.innerText()).length > "Right.".length && reason.length > 0);

      await page.reload();
      await told.getByText("Right.").waitFor();
      await inspect(page);
    });
  });
}

Deno.test("order: by the two buttons of each, and the order is told", () => {
  const { path, question, id } = firstOf("order");
  return chapter.on(path, async (page) => {
    const own = card(page, id);
    const places = async () => {
      const texts = await own.locator("[data-item]").allInnerTexts();
      return texts.map((text) => question.items.find((item) => plain(item.text) === text)!.place);
    };
    await own.getByRole("button", { name: "Check" }).click();
    await own.getByText("Not quite.").waitFor();
    await own.getByRole("button", { name: "Try again" }).click();

    // Bubble sort, as a reader might do it.
    for (let order = await places();; order = await places()) {
      const at = order.findIndex((place, index) => place > order[index + 1]);
      if (at < 0) break;
      const down = own.getByRole("button", { name: "Move down" }).nth(at);
      await down.press("Enter");
      assert.match(await own.getByRole("status").first().innerText(), /now at place \d of \d/);
    }
    await own.getByRole("button", { name: "Check" }).click();
    await own.getByText("Right.").waitFor();
    await inspect(page);
  });
});

Deno.test("open: one's own answer is kept, the model answer is behind a click", () => {
  const { path, id } = firstOf("open");
  return chapter.on(path, async (page) => {
    await card(page, id).getByRole("textbox").fill("What I think.");
    await card(page, id).getByText("Show a model answer").click();
    await page.reload();

    await card(page, id).getByRole("textbox").waitFor();
    assert.equal(await card(page, id).getByRole("textbox").inputValue(), "What I think.");
    assert.equal(await card(page, id).locator("details").getAttribute("open"), null);
  });
});

Deno.test("without JavaScript every kind has its answer behind a click", async () => {
  for (const kind of ["choose", "order", "predict", "find", "open"] as const) {
    const { path, question, id } = firstOf(kind);
    await chapter.on(path, async (page) => {
      const answer = card(page, id).locator("details");
      await answer.getByText("Show the answer").click();
      const told = (await answer.innerText()).replace(/\s+/g, " ");
      const expected = kind === "open"
        ? question.model
        : kind === "order"
        ? question.items.find(({ place }) => place === 0)!.text
        : question.options.find(({ isRight }) => isRight)!.text;
      const start = plain(expected).replaceAll("&#x26;", "&").replace(/\s+/g, " ").slice(0, 30);
      assert.ok(told.includes(start), `${kind}: ${told}`);
      assert.equal(await card(page, id).getByRole("button").count(), 0);
    }, { javaScriptEnabled: false });
  }
});

Deno.test.afterAll(() => chapter.close());
