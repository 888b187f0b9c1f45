import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "byzantine-generals",
  id: "figure-byzantine-generals",
});

Deno.test("three generals are broken by one lie, and four by none", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /^✓ They hold/);
    await press(figure, "L2 tells L1");
    assert.match(
      await statusOf(figure),
      /^✗ Broken\. The commander is loyal and ordered to attack/,
    );

    await press(figure, "4");
    assert.match(await statusOf(figure), /None of the 4 ways to lie/);
    await figure.getByRole("button", { name: "C: commander" }).press("Enter");
    await press(figure, "C tells L3");
    assert.match(await statusOf(figure), /^✓ They hold.*None of the 8 ways to lie/);
    assert.deepEqual(await tableOf(figure, /go by/), [
      ["L1", "C: A, L2: A, L3: R", "attacks"],
      ["L2", "C: A, L1: A, L3: R", "attacks"],
      ["L3", "C: R, L1: A, L2: A", "attacks"],
    ]);
  }));

Deno.test("two traitors break six, seven stand them, and signatures save the six", () =>
  drive(async (figure) => {
    await press(figure, "6", "2");
    await press(figure, "Show me a lie that works");
    assert.match(await statusOf(figure), /^✗ Broken/);
    await press(figure, "Signatures");
    assert.match(await statusOf(figure), /^✓ They hold.*None of the 256 ways/);
    await press(figure, "Signatures", "7");
    assert.match(await statusOf(figure), /None of the 1024 ways.*there are 7/);
    assert.equal(await figure.getByRole("group", { name: /^What L\d says$/ }).count(), 2);
    assert.equal(
      await figure.getByRole("button", { name: "Show me a lie that works" }).isDisabled(),
      true,
    );
  }));

Deno.test.afterAll(close);
