import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "bitcoin-fork", id: "figure-bitcoin-fork" });

async function movePools(figure: Locator, ...pools: readonly number[]): Promise<void> {
  for (const pool of pools) await press(figure, `Pool ${pool}:`);
}

Deno.test("pools that go back join the chains, and what the other chain had is void", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /^✗ Still two chains/);
    await movePools(figure, 1, 2, 3, 4);
    assert.match(
      await statusOf(figure),
      /^✓ One chain again\. After 2 h 44 min the old chain is the longer one.* 11 blocks .* void/,
    );
    await figure.getByText("Then 20 % on the new chain").waitFor();
    assert.equal(await figure.getByRole("button", { name: /^Pool \d+:/ }).count(), 10);
  }));

Deno.test("pools that go forward strand the old nodes, until the last one is upgraded", () =>
  drive(async (figure) => {
    await movePools(figure, 7, 8, 9, 10);
    assert.match(await statusOf(figure), /^✗ Still two chains.*50 % of all, cannot process/);
    await figure.getByRole("slider", { name: /upgraded/ }).press("End");
    assert.match(await statusOf(figure), /^✓ One chain again\. No node and no pool is left/);
    await press(figure, "Reset");
    assert.match(await statusOf(figure), /^✗ Still two chains/);
  }));

Deno.test.afterAll(close);
