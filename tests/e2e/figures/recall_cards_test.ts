import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";
import { reachFigure } from "../open_figure.ts";

const ID = "figure-recall-cards";

/** A noon, and a day later: what is due follows the reader's calendar, which turns at midnight. */
const TODAY_MS = Date.parse("2027-03-01T12:00:00");

const { drive, close } = await driveFigure({ section: "summary", id: ID });

Deno.test("what was not known comes back after three others, on another day as well", () =>
  drive(async (figure) => {
    const page = figure.page();
    await page.clock.setFixedTime(TODAY_MS);
    await page.reload();
    await reachFigure(page, ID);
    const card = figure.getByRole("group", { name: /^The card$/ });
    const first = await card.innerText();
    assert.match(first, /What makes the answer/);
    await press(figure, "Turn the card", "I did not");
    assert.match(await statusOf(figure), /^Not known: that card comes back after 3 others/);
    for (let time = 0; time < 3; time++) {
      assert.notEqual(await card.innerText(), first);
      await press(figure, "Turn the card", "I knew it");
    }
    assert.match(await statusOf(figure), /^Known: that card comes back in 1 day/);
    assert.equal(await card.innerText(), first);
    await figure.getByText("17 of 20 cards are due today.").first().waitFor();
    assert.equal(
      await figure.getByRole("list", { name: "Boxes" }).getByRole("listitem").count(),
      5,
    );

    await page.goto(page.url().split("#")[0]);
    await reachFigure(page, ID);
    await figure.getByText("17 of 20 cards are due today.").first().waitFor();
    await page.clock.setFixedTime(TODAY_MS + 86_400_000);
    await page.reload();
    await reachFigure(page, ID);
    await figure.getByText("20 of 20 cards are due today.").first().waitFor();
  }));

Deno.test("the bets from the beginning are compared with today's", () =>
  drive(async (figure) => {
    const page = figure.page();
    await page.evaluate(() =>
      localStorage.setItem("truthlab:bets", JSON.stringify({ ev: { before: 90, after: 40 } }))
    );
    await page.reload();
    await reachFigure(page, ID);
    await press(figure, "Your bets");
    const claim = figure.getByRole("list", { name: "Bets" }).getByRole("listitem").first();
    await claim.getByText("Then: 90 %, rather true; after the run: 40 %").waitFor();
    await claim.getByRole("slider").fill("5");

    await claim.getByText("You have turned round.").waitFor();
    await claim.getByText("With a fault it fails.").waitFor();
    await figure.getByText(/You were 90 points off on average, and are 5 now/).first().waitFor();
  }));

Deno.test.afterAll(close);
