import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "guarantees",
  id: "figure-guarantee-slider",
});

const SIGHTS = /^The same operations under each guarantee/;

Deno.test("each guarantee forbids one thing more, and the last one waits", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /^Cem saw Ben's answer and not the post/);
    await press(figure, "causal");
    assert.match(await statusOf(figure), /^Ana and Dia each missed .*Reads took 0 ms/);
    await press(figure, "linearizable");
    assert.match(await statusOf(figure), /^None of the three was seen\. Every operation waited/);
    const rows = await tableOf(figure, SIGHTS);
    assert.deepEqual(rows.map(([name, , , ...sights]) => [name, ...sights]), [
      ["eventual", "seen, allowed", "seen, allowed", "seen, allowed"],
      ["causal", "✓ forbidden", "seen, allowed", "seen, allowed"],
      ["sequential", "✓ forbidden", "✓ forbidden", "seen, allowed"],
      ["linearizable", "✓ forbidden", "✓ forbidden", "✓ forbidden"],
    ]);
  }));

Deno.test("latency follows the distance, and a quorum of one breaks the promise", () =>
  drive(async (figure) => {
    await press(figure, "linearizable");
    const readMs = async () => parseFloat((await tableOf(figure, SIGHTS))[3][1]);
    const before = await readMs();
    const near = figure.getByRole("slider", { name: /A–B and B–C/ });
    await near.focus();
    await near.press("Home");
    assert.ok(await readMs() < before / 3);

    await figure.getByRole("slider", { name: /Quorum/ }).press("ArrowLeft");
    assert.match(await statusOf(figure), /^Broken: .*not linearizable, whatever it is called/);
  }));

Deno.test.afterAll(close);
