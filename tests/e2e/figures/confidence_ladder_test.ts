import assert from "node:assert/strict";
import { driveFigure, press, statusOf } from "../drive_figure.ts";

const { drive, close } = await driveFigure({
  section: "how-sure-are-you",
  id: "figure-confidence-ladder",
});

Deno.test("a confirmed write is lost, a majority's is not, and the bets are kept but not linked", () =>
  drive(async (figure) => {
    const page = figure.page();
    const claims = figure.getByRole("list", { name: "Claims" }).getByRole("button");
    assert.equal(await claims.count(), 7);

    await figure.getByRole("slider", { name: "How sure are you?" }).fill("90");
    await press(figure, "Place the bet and run it");
    assert.match(await statusOf(figure), /With a fault it fails. .* had waited for itself alone/);
    const fault = figure.getByRole("region", { name: "With a fault" });
    assert.match(await fault.innerText(), /A client reads at n2: “old”/);
    await figure.getByRole("slider", { name: "And now?" }).fill("5");
    await claims.first().getByText("90 % before, 5 % after").waitFor();

    await claims.nth(6).press("Enter");
    await figure.getByRole("slider", { name: "How sure are you?" }).fill("30");
    await press(figure, "Place the bet and run it");
    assert.match(await statusOf(figure), /With a fault it holds as well/);
    await figure.getByText(/2 of 7 bets placed, 80 points off/).first().waitFor();

    assert.equal(new URL(page.url()).hash, "#figure-confidence-ladder=7r");
    await page.reload();
    await claims.first().getByText("90 % before, 5 % after").waitFor();
  }));

Deno.test("all bets are forgotten at once", () =>
  drive(async (figure) => {
    await press(figure, "Place the bet and run it", "Forget all bets");

    await figure.getByText("No bet is placed yet.").first().waitFor();
    assert.match(await statusOf(figure), /^Say how sure you are/);
  }));

Deno.test.afterAll(close);
