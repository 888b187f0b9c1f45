import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "unknown-outcome",
  id: "figure-unknown-outcome",
});

Deno.test("a retry charges twice or once, as the instant will have it; with an id always once", () =>
  drive(async (figure) => {
    const knows = figure.getByRole("group", { name: "What the client knows" });
    await press(figure, "n2 asks for votes");
    assert.match(await statusOf(figure), /^n2 had the entry, and has committed it/);
    assert.match(await knows.innerText(), /Has the account been charged\? Perhaps/);
    await press(figure, "The client tries again");
    assert.match(await statusOf(figure), /The account was charged twice/);

    await press(figure, "client and number 7");
    assert.match(await statusOf(figure), /It was charged once\. With number 7/);
    const outcomes = await tableOf(figure, /^Every instant/);
    assert.deepEqual(outcomes.map((cells) => cells.slice(3)), [
      ["✓ once", "✓ once"],
      ["✓ once", "✓ once"],
      ["✗ twice", "✓ once"],
      ["✗ twice", "✓ once"],
      ["✗ twice", "✓ once"],
      ["✗ twice", "✓ once"],
    ]);
  }));

Deno.test("the same crash, another leader: the payment is overwritten, and who gives up is right", () =>
  drive(async (figure) => {
    await press(figure, "n4 asks for votes", "n1 comes back", "The client gives up");
    assert.match(await statusOf(figure), /nothing was charged/);

    await press(figure, "when n1 has committed it", "n4 asks for votes");
    assert.match(await statusOf(figure), /n4 asked for votes and got too few/);
    await press(figure, "n2 asks for votes", "The client gives up");
    assert.match(await statusOf(figure), /believes that it has not paid. The account was charged/);
  }));

Deno.test.afterAll(close);
