import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "guarantee-lattice",
  id: "figure-guarantee-lattice",
});
const TABLE = /^Who allows this execution/;

Deno.test("a swapped pair is refuted by an execution; in order, the cut divides them", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /that causal allows and sequential forbids/);
    assert.deepEqual(await tableOf(figure, TABLE), [
      ["eventual", "✓ allowed"],
      ["sequential", "✗ forbidden"],
      ["causal", "✓ allowed"],
      ["linearizable", "✗ forbidden"],
    ]);
    const image = figure.getByRole("img", {
      name: /Cem reads x and gets 1; Cem reads y and gets 0/,
    });
    assert.equal(await image.count(), 1);

    await press(figure, "sequential is stronger");
    assert.match(await statusOf(figure), /^All are in order.* Only eventual and causal allow it/);
    assert.deepEqual(
      (await tableOf(figure, TABLE)).map(([level, , answers]) => [level, answers]),
      [
        ["eventual", "✓ can"],
        ["causal", "✓ can"],
        ["sequential", "✗ must wait"],
        ["linearizable", "✗ must wait"],
      ],
    );
  }));

Deno.test("each of several swapped pairs has an execution of its own", () =>
  drive(async (figure) => {
    await press(figure, "linearizable is weaker", "linearizable is weaker");
    assert.match(await statusOf(figure), /^3 pairs are the wrong way round/);
    await press(figure, "linearizable / sequential");

    await figure.getByText("An old value after a newer write.").waitFor();
    assert.match(await statusOf(figure), /that sequential allows and linearizable forbids/);
    await press(figure, "linearizable / causal");
    await figure.getByText("Two readers, two orders.").waitFor();
  }));

Deno.test.afterAll(close);
