import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "anti-patterns",
  id: "figure-anti-patterns",
});

/** Names of the ways that fail. */
async function failing(figure: Locator): Promise<string[]> {
  const cards = await figure.getByRole("region").filter({ hasText: "✗" }).all();
  return await Promise.all(
    cards.map(async (card) => await card.getAttribute("aria-label") ?? ""),
  );
}

async function slide(figure: Locator, presses: number): Promise<void> {
  const slider = figure.getByRole("slider");
  for (let count = 0; count < presses; count++) await slider.press("ArrowRight");
}

Deno.test("the usual repair reads old values, ReadIndex never, a lease once the clock drifts", () =>
  drive(async (figure) => {
    assert.equal(await figure.getByRole("region").count(), 4);
    assert.deepEqual(await failing(figure), []);

    await press(figure, "Cut n1 off first");
    assert.deepEqual(await failing(figure), ["The leader's own state"]);
    await slide(figure, 5);
    assert.deepEqual(await failing(figure), ["The leader's own state", "Lease"]);
    assert.match(await statusOf(figure), /^n1's clock lost 25 %.* Only asking is safe now/);
  }));

Deno.test("the other four break with the mistake, and hold with the repair", () =>
  drive(async (figure) => {
    await press(figure, "2. Liars", "Turn one bit over");
    assert.deepEqual(await failing(figure), ["No check"]);

    await press(figure, "3. Clocks");
    await slide(figure, 8);
    assert.deepEqual(await failing(figure), ["By the time of day"]);

    await press(figure, "4. Last writer", "Cut the line first");
    assert.deepEqual(await failing(figure), ["The later stamp"]);

    await press(figure, "5. Asking", "They also change the rent");
    await slide(figure, 3);
    assert.deepEqual(await failing(figure), ["Ask the user, always", "Merge, always"]);
    assert.match(await statusOf(figure), /There a question is the right answer/);
  }));

Deno.test.afterAll(close);
