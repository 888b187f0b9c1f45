import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "reality-check",
  id: "figure-truth-dashboard",
});

const alarm = (figure: Locator, name: string) =>
  figure.getByRole("list", { name: "Alarms" }).getByRole("listitem").filter({ hasText: name });

const pass = (figure: Locator, steps: number) =>
  press(figure, ...Array.from({ length: steps }, () => "Step"));

Deno.test("the reader cuts the leader off: two lead, one can commit, and the copies differ", () =>
  drive(async (figure) => {
    assert.match(await statusOf(figure), /^All five alarms are quiet/);
    assert.equal(
      await figure.getByRole("list", { name: "Nodes" }).getByRole("listitem").count(),
      5,
    );

    await press(figure, "n1 Cut off");
    await pass(figure, 6);
    assert.match(await alarm(figure, "Two leaders").innerText(), /n1 reaches 1 of 5.* nothing/);
    assert.match(await alarm(figure, "Copies differ").innerText(), /✗ alarm/);

    await press(figure, "Heal everything");
    await pass(figure, 3);
    assert.match(await statusOf(figure), /^All five alarms are quiet/);
  }));

Deno.test("skew, slowness and a cut follower each set off their own alarm", () =>
  drive(async (figure) => {
    await press(figure, "n2 Clock ahead");
    assert.match(await alarm(figure, "Clock skew").innerText(), /! look/);
    await pass(figure, 5);
    assert.match(await alarm(figure, "Clock skew").innerText(), /✗ alarm[\s\S]*other way round/);

    await press(figure, "n3 Slow");
    await pass(figure, 2);
    assert.match(await alarm(figure, "A follower is behind").innerText(), /n3 lacks 1 of/);

    await press(figure, "n4 Cut off");
    await pass(figure, 2);
    assert.match(await alarm(figure, "No answer").innerText(), /nothing from n4/);
  }));

Deno.test.afterAll(close);
