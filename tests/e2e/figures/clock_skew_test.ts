import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "clock-skew", id: "figure-clock-skew" });

Deno.test("a clock that is fast puts a receipt before its sending, then a later write is lost", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /^✓ In order/);
    const skew = figure.getByRole("slider", { name: /n1's clock/ });
    for (let step = 0; step < 5; step++) await skew.press("ArrowRight");
    assert.match(await statusOf(figure), /^✗ Out of order\. By wall clock b, a receipt/);
    for (let step = 0; step < 3; step++) await skew.press("ArrowRight");
    assert.match(
      await statusOf(figure),
      /^✗ A later write is lost\. x = 2 was written on n2 by one who knew of x = 1/,
    );

    const orderOf = (name: string) =>
      figure.getByRole("list", { name }).locator("li strong").allInnerTexts();
    assert.deepEqual(await orderOf("By wall clock"), ["✗ b", "✗ c", "a", "e", "f", "d"]);
    assert.deepEqual(await orderOf("By Lamport clock"), ["a", "e", "b", "c", "d", "f"]);
    assert.equal(await figure.locator("li", { hasText: "dropped for x = 1" }).count(), 1);
  }));

Deno.test("messages are added and taken back, and unrelated events are named", () =>
  drive(async (figure) => {
    await figure.getByText("a ∥ e, b ∥ e, c ∥ e").waitFor();
    await press(figure, "n1 → n3", "n3 → n2");
    assert.equal(await figure.getByRole("list", { name: "By wall" }).locator("li").count(), 10);
    await press(figure, "Undo", "Undo", "Undo", "Undo");
    assert.equal(await figure.getByRole("list", { name: "By wall" }).locator("li").count(), 2);
    await figure.getByText("none", { exact: true }).waitFor();
  }));

Deno.test.afterAll(close);
