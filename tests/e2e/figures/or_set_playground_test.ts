import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "crdt-operations",
  id: "figure-or-set-playground",
});

Deno.test("milk and eggs: predicted, delivered out of order, and eggs alone are left", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /C removes milk: that is the tag A1/);
    assert.equal(await figure.getByRole("group", { name: /^Replica / }).count(), 3);
    await press(figure, "milk and eggs", "Deliver C to A", "Deliver and keep a copy");
    assert.match(await statusOf(figure), /A copy of the message is still under way/);

    await press(figure, "Deliver the rest");
    assert.match(await statusOf(figure), /all hold eggs\. You had said milk and eggs/);
    const laws = figure.getByRole("list", { name: "Laws of the merge" });
    assert.equal(await laws.getByText("✓").count(), 4);
  }));

Deno.test("with bare items the milk comes back, and a law is broken", () =>
  drive(async (figure) => {
    await press(figure, "Deliver the rest", "Bare items");
    assert.match(await statusOf(figure), /they differ: A holds milk and eggs/);

    await press(figure, "Send A's state again", "Deliver the rest");
    assert.match(await statusOf(figure), /brings it back/);
    await figure.getByText("✗ upwards").waitFor();
  }));

Deno.test.afterAll(close);
