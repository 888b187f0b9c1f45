import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "truth-is-negotiated",
  id: "figure-two-replicas",
});

Deno.test("one night, three rules, three costs", () =>
  drive(async (figure) => {
    await press(figure, "Cut the cable", "Ana buys", "Ben buys");
    assert.match(await statusOf(figure), /Madrid has a lamp and turns Ben away/);
    await press(figure, "Mend the cable");
    assert.match(await statusOf(figure), /Nothing was lost, since nothing was sold/);

    await press(figure, "Last write wins");
    assert.match(await statusOf(figure), /Ben has the lamp; Ana has a receipt/);
    assert.deepEqual(await tableOf(figure, "What customers were told"), [
      ["Ana in Berlin", "✓ sold", "✗ gone", "✗ gone"],
      ["Ben in Madrid", "✓ sold", "✓ has it", "✓ has it"],
    ]);

    await press(figure, "Merge");
    assert.match(await statusOf(figure), /The stock is −1, and the shop owes a lamp/);
    assert.equal(await figure.getByRole("group", { name: /'s copy$/ }).count(), 2);
    assert.deepEqual(await tableOf(figure, /^The same night under each rule/), [
      ["Ask first", "0", "2", "0", "0"],
      ["Last write wins", "2", "0", "1", "0"],
      ["Merge", "2", "0", "0", "1"],
    ]);
  }));

Deno.test("what was done is undone step by step", () =>
  drive(async (figure) => {
    const before = await statusOf(figure);
    await press(figure, "Cut the cable", "Ana buys", "Undo", "Undo");

    assert.equal(await statusOf(figure), before);
    assert.equal(await figure.getByRole("button", { name: "Undo" }).isDisabled(), true);
  }));

Deno.test.afterAll(close);
