import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "concept-map", id: "figure-concept-map" });

Deno.test("during a cut a side refuses, or the lights above causal go out", () =>
  drive(async (figure) => {
    const map = figure.getByRole("group", { name: "The map", exact: true }).first();
    const lit = map.getByRole("button", { name: /, lit$/ });
    assert.equal(await lit.count(), 6);
    await press(figure, "Cut the network");
    assert.match(await statusOf(figure), /^3 of 5 requests are refused\. Every guarantee holds/);
    assert.equal(await lit.count(), 6);

    const smaller = figure.getByRole("group", { name: "The smaller side" });
    await press(smaller, "answers");
    assert.match(await statusOf(figure), /^0 of 5 requests are refused\. Out: Strict/);
    assert.deepEqual(
      await lit.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))),
      ["Causal, lit", "Eventual, lit"],
    );
  }));

Deno.test("one walks from concept to concept, with the keyboard", () =>
  drive(async (figure) => {
    assert.equal(await figure.locator('svg [role="button"]').count(), 22);
    await press(figure, "FLP");
    await figure.getByRole("region", { name: "FLP" }).getByText("limits").waitFor();
    const lines = figure.getByRole("list", { name: "Its lines on the map" });
    await press(lines, "Consensus");

    const region = figure.getByRole("region", { name: "Consensus, total order" });
    assert.equal(
      await region.getByRole("link", { name: "To its section" }).getAttribute("href"),
      "/chapter/guarantee-lattice",
    );
  }));

Deno.test.afterAll(close);
