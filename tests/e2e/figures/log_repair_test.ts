import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "raft-log-repair",
  id: "figure-log-repair",
});

Deno.test("the longest log loses the vote, and a guess is checked question by question", () =>
  drive(async (figure) => {
    await press(figure, "n5 asks for votes");
    assert.match(await statusOf(figure), /^n5 got 2 of 5 votes and does not lead/);
    const votes = await tableOf(figure, /^The vote for n5/);
    assert.deepEqual(votes.map(([voter, says]) => [voter, says]), [
      ["n1", "✗ no"],
      ["n2", "✓ yes"],
      ["n3", "✗ no"],
      ["n4", "✗ no"],
    ]);

    await press(figure, "n1 asks for votes");
    assert.match(await statusOf(figure), /^n1 has 4 of 5 votes, leads term 6/);
    await press(figure, "2", "Ask n4: entry 5 of term 4?");
    assert.match(await statusOf(figure), /n4's entry 5 is of term 3, not 4: no/);
    await press(figure, "Ask n4: entry 4", "Ask n4: entry 3", "Ask n4: entry 2 of term 1?");
    assert.match(await statusOf(figure), /4 entries after it had to go.* Your guess was right/);
    const logs = await tableOf(figure, "The term of every entry");
    assert.equal(logs[3].slice(1, 7).join(" ").replace("\n", ""), "1 1✓ 2 4 4 6");
  }));

Deno.test("every follower comes into line with the leader", () =>
  drive(async (figure) => {
    await press(figure, "n3 asks for votes");
    for (const [id, indices] of [["n1", [6, 5]], ["n2", [6, 5, 4, 3, 2]]] as const) {
      await press(figure, id);
      for (const index of indices) await press(figure, `Ask ${id}: entry ${index}`);
    }
    assert.match(await statusOf(figure), /Nothing had to go; what follows comes from n3/);
    assert.equal(await figure.getByText("✓ in line").count(), 2);
  }));

Deno.test.afterAll(close);
