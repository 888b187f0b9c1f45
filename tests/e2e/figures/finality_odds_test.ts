import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "paradoxes", id: "figure-finality-odds" });

Deno.test("each block helps against a small share, and hardly against a large one", () =>
  drive(async (figure) => {
    const blocks = figure.getByRole("slider", { name: /Blocks/ });
    assert.match(
      await statusOf(figure),
      /^After one block an attacker with 10 % .* 20 of 100 cases/,
    );
    for (let block = 1; block < 6; block++) await blocks.press("ArrowRight");
    assert.match(await statusOf(figure), /^After 6 blocks .* one of 4,100 cases/);

    const share = figure.getByRole("slider", { name: /share/ });
    await share.press("End");
    assert.match(await statusOf(figure), /50 % of the power undoes the payment for certain/);
    await share.press("ArrowLeft");
    await blocks.press("End");
    assert.match(await statusOf(figure), /^After 15 blocks an attacker with 49 % .* 93 of 100/);
  }));

Deno.test("a committed entry has no odds, until disks are emptied", () =>
  drive(async (figure) => {
    const entry = figure.getByRole("group", { name: "An entry that Raft has committed" });
    await entry.getByText("nothing undoes it").waitFor();
    const wiped = figure.getByRole("slider", { name: /disks/ });
    await wiped.press("ArrowRight");
    await entry.getByText("3 of 5 ways undo it").waitFor();
    await wiped.press("End");
    assert.match(await statusOf(figure), /in 10 of the 10 cases the entry can be undone/);

    const before = await statusOf(figure);
    await press(figure, "Race with other luck");
    assert.notEqual(await statusOf(figure), before);
    await press(figure, "Reset");
    await entry.getByText("nothing undoes it").waitFor();
  }));

Deno.test.afterAll(close);
