import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "guarantees",
  id: "figure-quorum-overlap",
});

Deno.test("two and two of three overlap, and new and then old is read until reads pass it on", () =>
  drive(async (figure) => {
    const rows = figure.getByRole("row");
    assert.match(await statusOf(figure), /^✓ They overlap\..*missed by the next/);
    assert.equal(await rows.filter({ hasText: "The next read does not" }).count(), 1);
    await press(figure, "Reads pass on");
    assert.match(await statusOf(figure), /nobody reads an older one later/);
    assert.equal(await rows.filter({ hasText: "The next read does not" }).count(), 0);

    await figure.getByRole("slider", { name: /^N,/ }).press("ArrowRight");
    assert.match(await statusOf(figure), /^✗ They need not meet\. R \+ W is 4, and N is 4/);
    await figure.getByText("6 of 36 choices").waitFor();
  }));

Deno.test.afterAll(close);
