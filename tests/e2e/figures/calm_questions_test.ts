import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "cap-and-calm",
  id: "figure-calm-questions",
});

Deno.test("a monotonic answer is for good before all are heard, until things may be taken out", () =>
  drive(async (figure) => {
    const answer = (asks: string) => figure.getByRole("listitem").filter({ hasText: asks }).first();
    assert.match(await answer("Does no cart").innerText(), /Says: yes\s*✗ may be wrong/);

    await press(figure, "n2 reports");
    assert.match(await statusOf(figure), /^Taken back: “Does no cart hold a lamp\?”/);
    assert.match(await answer("some cart").innerText(), /Says: yes\s*✓ for good.*0 of 120/s);
    assert.match(await answer("holds the most").innerText(), /Says: n2\s*✗ may be wrong/);

    await press(figure, "n2 and n4 may be emptied");
    assert.match(await answer("some cart").innerText(), /Says: yes\s*✗ may be wrong/);
    await press(figure, "n2 is emptied");
    assert.match(await statusOf(figure), /^Taken back: “Does some cart hold a lamp\?”/);
  }));

Deno.test.afterAll(close);
