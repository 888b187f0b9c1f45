import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "economics",
  id: "figure-cost-calculator",
});

const BILL = /^What it comes to/;
/** What stands below a line's name. */
const ARITHMETIC = /\n[\s\S]*$/;

Deno.test("three copies cost the same storage anywhere; traffic, waiting and chains do not", () =>
  drive(async (figure) => {
    assert.equal(await figure.getByRole("spinbutton").count(), 10);
    const rows = (await tableOf(figure, BILL)).map(([name, here, there]) => [
      name.replace(ARITHMETIC, ""),
      here,
      there,
    ]);
    assert.deepEqual(rows, [
      ["Storage a month", "$6.90", "$6.90"],
      ["Transfer a month", "$20.74", "$0.00"],
      ["Both", "$27.64", "$6.90"],
      ["A commit", "80 ms", "2 ms"],
      ["Requests under way", "16", "0.4"],
      ["Changes, one after the other", "12.5 per second", "500 per second"],
    ]);
    assert.match(await statusOf(figure), /12\.5 a second are possible instead of 500/);

    await press(figure, "Three copies, one region");
    assert.match(await statusOf(figure), /nothing is paid for traffic/);
    await press(figure, "Undo");
  }));

Deno.test("the numbers are the reader's, and what cannot be is put back", () =>
  drive(async (figure) => {
    const away = figure.getByRole("spinbutton", { name: /^Round trip between regions/ });
    await away.fill("200");
    await away.press("Tab");
    assert.match(await statusOf(figure), /A commit takes 200 ms instead of 2/);

    const copies = figure.getByRole("spinbutton", { name: /^Copies/ });
    await copies.fill("70");
    await copies.press("Tab");
    assert.equal(await copies.inputValue(), "3");
    await press(figure, "linearizable");
    assert.match(await statusOf(figure), /440 requests are under way/);
  }));

Deno.test.afterAll(close);
