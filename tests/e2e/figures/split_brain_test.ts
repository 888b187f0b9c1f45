import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "split-brain", id: "figure-split-brain" });

Deno.test("without a quorum both confirm and one loses; with it only one can confirm", () =>
  drive(async (figure) => {
    await press(figure, "Cut the line", "Write in the West", "Write in the East");
    assert.match(await statusOf(figure), /^Two nodes say that they lead.* Both confirm: W1 and E1/);
    await press(figure, "Mend the line");
    assert.match(await statusOf(figure), /W1 had been confirmed, and no node has it any more/);
    assert.equal(await figure.getByText("One order for all: broken").count(), 1);

    await press(figure, "a quorum");
    assert.match(await statusOf(figure), /W1 is gone, and nobody had been told/);
    assert.equal(await figure.getByText("One order for all: holds").count(), 1);
    const table = await tableOf(figure, "What clients were told");
    assert.deepEqual(table.map(([name, , where]) => [name, where]), [
      ["W1", "0 of 5 logs"],
      ["E1", "5 of 5 logs"],
    ]);
    await press(figure, "Undo");
    assert.match(await statusOf(figure), /W1 stays without an answer: w1 has 2 of 5 nodes/);
  }));

Deno.test("the sleeper's late write lands, unless the storage compares the tokens", () =>
  drive(async (figure) => {
    await press(figure, "A leader that wakes up");
    await figure.getByRole("button", { name: "A takes the lock" }).waitFor();
    await figure.locator("button:focus", { hasText: "A leader that wakes up" }).waitFor();
    await press(figure, "A takes the lock", "Pause A");
    await press(figure, "10 seconds pass", "B takes the lock", "10 seconds pass", "Wake A");
    assert.match(await statusOf(figure), /with token 33, landed on top of a newer one with 34/);

    await press(figure, "checks the token");
    assert.match(await statusOf(figure), /^The storage refused the write by A: it bears 33/);
    const writes = figure.getByRole("list", { name: "Writes that reached the storage" });
    assert.deepEqual(await writes.getByRole("listitem").allInnerTexts(), [
      "✓ by B, token 34: stored",
      "⊘ by A, token 33: refused",
    ]);
  }));

Deno.test.afterAll(close);
