import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "multi-region", id: "figure-quorum-map" });

Deno.test("the nearer voter is waited for; lost, the farther one; lost too, nothing commits", () =>
  drive(async (figure) => {
    const map = figure.getByRole("region", { name: "Map of the regions" });
    assert.equal(await map.getByRole("button").count(), 7);
    assert.match(await statusOf(figure), /waits 67 ms, for Ireland/);

    await press(figure, "loses a region");
    await map.getByRole("button", { name: /^Ireland/ }).press("Enter");
    assert.match(await statusOf(figure), /waits 145 ms, for Tokyo/);
    await map.getByRole("button", { name: /^Tokyo/ }).press(" ");
    assert.match(await statusOf(figure), /nothing can be committed/);
    await press(figure, "Undo");
    assert.match(await statusOf(figure), /waits 145 ms/);
  }));

Deno.test("voters, leader and round trips are the reader's", () =>
  drive(async (figure) => {
    const map = figure.getByRole("region", { name: "Map of the regions" });
    for (const name of [/^Oregon/, /^Sydney/]) {
      await map.getByRole("button", { name }).click();
    }
    assert.match(await statusOf(figure), /needs 3 of 5, so it waits 71 ms, for Oregon/);
    const cell = figure.getByRole("spinbutton", { name: "Virginia to Tokyo, milliseconds" });
    await cell.fill("20");
    await cell.press("Tab");
    assert.match(await statusOf(figure), /waits 67 ms, for Ireland/);

    await map.getByRole("button", { name: /^Virginia/ }).press("Enter");
    assert.match(await statusOf(figure), /^The leader is a voter, too/);
    await press(figure, "puts the leader there");
    await map.getByRole("button", { name: /^Sydney/ }).click();
    assert.match(await map.getByRole("button", { name: /^Sydney/ }).ariaSnapshot(), /leader/);
  }));

Deno.test.afterAll(close);
