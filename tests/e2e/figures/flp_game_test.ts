import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "flp", id: "figure-flp-game" });

Deno.test("a reader who makes everybody hear the other opinion first keeps the vote open", () =>
  drive(async (figure) => {
    await press(figure, 'n1 hears n2: "no"', 'n2 hears n1: "yes"', 'n3 hears n1: "yes"');
    assert.match(await statusOf(figure), /n3 has heard no and yes: it sees no majority/);
    // The button of what n3 has heard is gone, and the keyboard is still in the figure.
    await figure.locator("button:focus").waitFor();
    await press(figure, "n1 hears n2: no majority", "n2 hears n1: no majority");
    await press(figure, "n3 hears n1: no majority");
    assert.match(await statusOf(figure), /✓ Open, round 2.*kept the vote open for 1 round, 6/);
    await press(figure, "Play a round as", "Play a round as");
    assert.match(await statusOf(figure), /✓ Open, round 4.*What worked once works again/);
    assert.equal(await figure.getByRole("group", { name: /^Node n/ }).count(), 3);
  }));

Deno.test("one careless delivery, and the vote is decided", () =>
  drive(async (figure) => {
    await press(figure, 'n2 hears n3: "no"', 'n3 hears n2: "no"');
    await press(figure, 'n2 hears n3: majority "no"');
    assert.match(await statusOf(figure), /^✗ Decided\. You lose: n2 has decided "no" after 3/);
  }));

Deno.test("against coins and against a time limit the scheduler loses", () =>
  drive(async (figure) => {
    const again = figure.getByRole("button", { name: "Play a round as" });
    for (const way of ["toss a coin", "wait out a time limit"]) {
      await press(figure, way);
      for (let round = 0; round < 20 && await again.isEnabled(); round++) {
        await again.press("Enter");
      }
      assert.match(await statusOf(figure), /^✗ Decided\. You lose/);
    }
  }));

Deno.test.afterAll(close);
