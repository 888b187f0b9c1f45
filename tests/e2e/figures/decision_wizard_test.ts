import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({ section: "decision", id: "figure-decision-wizard" });

Deno.test("a seat ends at one consensus group for each part, and says what to test", () =>
  drive(async (figure) => {
    const designs = figure.getByRole("list", { name: "Designs" }).getByRole("listitem");
    assert.equal(await designs.filter({ hasText: "is left" }).count(), 5);
    await press(figure, "Something within one object", "No: something must be absent");
    assert.match(await statusOf(figure), /falls: Eventual, with a merge/);
    await designs.filter({ hasText: "a merge comes too late" }).waitFor();
    await press(figure, "Refuse", "Machines stop", "Yes");

    assert.match(await statusOf(figure), /What is left: Linearizable for each object\.$/);
    const result = figure.getByRole("group", { name: "Result" });
    assert.match(await result.innerText(), /such as Raft[^]*Cut the leader off/);
    assert.equal(await designs.filter({ hasText: "has fallen" }).count(), 4);
  }));

Deno.test("who wants a decision without asking has nothing left, and goes back", () =>
  drive(async (figure) => {
    await press(figure, "Something over several", "No: something", "Answer with what it has");
    assert.match(await statusOf(figure), /No design is left/);
    await press(figure, "Back", "Refuse", "The operators", "Yes");
    assert.match(await statusOf(figure), /What is left: One of these, against liars/);
    await press(figure, "Alone:");

    assert.equal(await figure.getByRole("list", { name: "Your answers" }).locator("li").count(), 1);
    assert.equal(await figure.getByRole("group", { name: "Can each copy keep that" }).count(), 1);
  }));

Deno.test.afterAll(close);
