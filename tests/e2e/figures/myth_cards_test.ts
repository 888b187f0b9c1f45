import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "mental-model",
  id: "figure-myth-cards",
});

Deno.test("a claim from the middle heap is put on the wrong one, and two runs show why", () =>
  drive(async (figure) => {
    await press(figure, "always");
    assert.match(
      await statusOf(figure),
      /by the runs it is “only if”\. Only if it is still the leader/,
    );
    const whole = figure.getByRole("region", { name: "The network is whole" });
    const cut = figure.getByRole("region", { name: "The leader is cut off" });
    assert.match(await whole.innerText(), /it holds[^]*believes that it leads: “new”/);
    assert.match(await cut.innerText(), /it fails[^]*believes that it leads: “old”/);

    await press(figure, "Take it back", "only if");
    assert.match(await statusOf(figure), /^Yes, “only if”/);
    await press(figure, "Next card", "always");
    const overlaps = figure.getByRole("region", { name: "All of them, counted" });
    assert.match(await overlaps.innerText(), /2016 pairs of majorities, 0 of them without/);
  }));

Deno.test("at the end the heaps are counted", () =>
  drive(async (figure) => {
    for (const heap of ["only if", "always", "only if", "never", "only if"]) {
      await press(figure, heap, "Next card");
    }
    for (const heap of ["only if", "always", "only if", "never"]) {
      await press(figure, heap, "Next card");
    }
    await press(figure, "never");

    assert.match(
      await statusOf(figure),
      /9 of 10 .* 2 on “always”, 6 on “only if”, 2 on “never”\.$/,
    );
    const never = figure.getByRole("region", { name: "Heap: never" });
    assert.equal(await never.getByRole("button", { name: /wrong: Synchronized/ }).count(), 1);
    assert.equal(await figure.getByRole("region", { name: /^Heap: / }).count(), 3);
  }));

Deno.test.afterAll(close);
