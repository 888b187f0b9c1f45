import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "kubernetes",
  id: "figure-resource-versions",
});

Deno.test("two race: one is refused, reads again and succeeds; without the check one is undone", () =>
  drive(async (figure) => {
    assert.equal(await figure.getByRole("group", { name: /^(Scaler|Deployer)$/ }).count(), 2);
    await press(figure, "Scaler: Read", "Deployer: Read", "Scaler: Write", "Deployer: Write");
    assert.match(await statusOf(figure), /^409 Conflict/);
    await figure.getByText("✓ none of them lost").waitFor();

    await press(figure, "writes what it is given");
    assert.match(await statusOf(figure), /A confirmed change is gone, and nobody was told/);
    await figure.getByText("✗ lost in silence: 1").waitFor();

    await press(figure, "compares versions", "Deployer: Read", "Deployer: Write");
    assert.match(await statusOf(figure), /it is done, and the object is version 3 now/);
  }));

Deno.test("a controller that hears no news acts on what it believes, and is refused", () =>
  drive(async (figure) => {
    await press(figure, "Deployer: Delay", "Scaler: Read", "Scaler: Write", "Deployer: Read");
    assert.match(await statusOf(figure), /which the deployer cannot know/);
    await press(figure, "Deployer: Write");
    assert.match(await statusOf(figure), /^409 Conflict.*Its cache is still behind/);
  }));

Deno.test.afterAll(close);
