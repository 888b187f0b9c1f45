import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "crdts",
  id: "figure-g-counter-playground",
});

Deno.test("in any order and twice: all show the same; with bare numbers they do not", () =>
  drive(async (figure) => {
    assert.equal(await figure.getByRole("group", { name: /^Replica / }).count(), 3);
    await press(figure, "C: Count one", "Deliver C to A", "Deliver and keep a copy");
    assert.match(await statusOf(figure), /The same message is still under way/);
    await press(figure, "Deliver the rest");
    assert.match(await statusOf(figure), /every change, and all show 4\./);
    const laws = figure.getByRole("list", { name: "Laws of the merge" });
    assert.equal(await laws.getByText("✓").count(), 4);

    await press(figure, "One number, keep the larger");
    assert.match(await statusOf(figure), /yet all show 2, and the count is 4/);
    await press(figure, "One number, add them");
    await figure.getByText("✗ idempotent").waitFor();
  }));

Deno.test("a count back breaks the fourth law", () =>
  drive(async (figure) => {
    await press(figure, "Deliver the rest", "A: One back");

    await figure.getByText("✗ upwards").waitFor();
    await press(figure, "B: Send again", "Deliver the rest");
    assert.match(await statusOf(figure), /such a state did not move up/);
  }));

Deno.test.afterAll(close);
