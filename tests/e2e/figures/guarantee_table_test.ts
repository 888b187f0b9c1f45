import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "quick-reference",
  id: "figure-guarantee-table",
});
const TABLE = "Needs, promises and means";

Deno.test("a need is found, and then by its promise", () =>
  drive(async (figure) => {
    assert.equal((await tableOf(figure, TABLE)).length, 12);
    await figure.getByRole("searchbox", { name: "Need" }).fill("cart");
    assert.match(await statusOf(figure), /^1 of 12 rows fit/);
    const [[need, promise]] = await tableOf(figure, TABLE);
    assert.deepEqual([need, promise], ["shopping cart", "eventual, merged"]);

    await press(figure, "causal");
    assert.match(await statusOf(figure), /^0 of 12 rows fit/);
    await figure.getByRole("searchbox", { name: "Need" }).fill("");
    assert.deepEqual((await tableOf(figure, TABLE)).map(([need]) => need), ["comments, feeds"]);
  }));

Deno.test("a column is hidden, and shown cell by cell", () =>
  drive(async (figure) => {
    await press(figure, "strictly serializable", "promises");
    assert.match(await statusOf(figure), /0 of 2 shown\.$/);
    const first = async () => (await tableOf(figure, TABLE))[0][1];
    assert.match(await first(), /^Show/);
    await press(figure, "Show what is hidden beside “payments”");

    assert.equal(await first(), "strictly serializable for each account");
    assert.match(await statusOf(figure), /1 of 2 shown\.$/);
  }));

Deno.test.afterAll(close);
