import assert from "node:assert/strict";
import { driveFigure, press, statusOf, tableOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "siblings", id: "figure-sibling-explosion" });

Deno.test("taking turns makes false siblings, a crowd makes long vectors, dots do neither", () =>
  drive(async (figure) => {
    await press(figure, "A and B take turns");
    assert.match(await statusOf(figure), /10 writes by 2 clients, 2 versions should be there/);
    assert.match(await statusOf(figure), /there are 10, of which 8 had been replaced/);
    const table = () => tableOf(figure, /^The same writes/);
    assert.deepEqual(await table(), [
      ["An entry for each client", "2", "0", "0", "2"],
      ["For each replica, the newer vector wins", "1", "0", "1", "1"],
      ["For each replica, all kept in doubt", "10", "8", "0", "1"],
      ["For each replica, with dots", "2", "0", "0", "1"],
    ]);

    await press(figure, "10 new clients");
    assert.match(await statusOf(figure), /With an entry for each client the vector has 12/);
    assert.deepEqual((await table()).map((row) => row[1]), ["1", "1", "1", "1"]);
  }));

Deno.test("one can look inside, and take back what was written", () =>
  drive(async (figure) => {
    const versions = figure.getByRole("list", { name: "Versions in the store" });
    await press(figure, "A writes", "B writes");
    assert.equal(await versions.getByRole("listitem").count(), 2);
    await press(figure, "For each replica, the newer vector wins");
    assert.deepEqual(await versions.getByRole("listitem").allInnerTexts(), ["✓ write 2: {r1:2}"]);
    await press(figure, "C reads, then writes", "Undo", "Undo", "Undo");
    assert.match(await statusOf(figure), /^Nothing is written yet/);
  }));

Deno.test.afterAll(close);
