import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "../open_browser.ts";
import { openFigure } from "../open_figure.ts";
import { inspect, visit } from "../visit.ts";

const chromium = await openBrowser();
const site = await startSite();

async function onFigure(
  { section, preset }: { section: string; preset: string },
  body: (figure: Locator) => Promise<void>,
): Promise<void> {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const id = `figure-raft-cluster-${preset}`;
    const figure = await openFigure(page, `${site.url}/chapter/${section}`, id);
    await body(figure);
    const { hash } = new URL(page.url());
    const said = await figure.getByRole("status").innerText();
    await inspect(page);
    const other = await visit(chromium.browser);
    await other.page.goto(`${site.url}/chapter/${section}${hash}`);
    await other.page.locator(`#${id}`).getByText(said, { exact: true }).waitFor();
    await other.close();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
}

const press = (figure: Locator, name: string | RegExp) =>
  figure.getByRole("button", { name }).first().press("Enter");

Deno.test("two nodes say that they lead, and only one can commit", () =>
  onFigure({ section: "raft-log", preset: "partitioned-leader" }, async (figure) => {
    await figure.getByText(/n1 leads term 1, can talk with 2 of 5 nodes/).first().waitFor();
    await press(figure, /^n4: follower/);
    await press(figure, /Lose patience now/);
    await press(figure, /Deliver all of n4's messages/);

    const said = await figure.getByRole("status").innerText();
    assert.match(said, /^Two nodes say that they lead, in different terms/);
    assert.match(said, /n4 leads term 2, can talk with 3 of 5 nodes and can commit;/);
    assert.match(said, /n1 leads term 1, can talk with 2 of 5 nodes and can commit nothing/);
    assert.equal(await figure.getByText("Election Safety holds").count(), 1);

    // Healed, the old leader hears of the higher term and gives up.
    await press(figure, /^n1: leader/);
    await press(figure, "n1 to n4");
    await press(figure, /^n4: leader/);
    await press(figure, /Heartbeat now/);
    await press(figure, /Deliver all of n4's messages/);
    assert.match(await figure.getByRole("status").innerText(), /^n4 leads term 2[^;]*\.$/);
  }));

Deno.test("the story of figure 8 loses an entry only without the rule", () =>
  onFigure({ section: "raft-commit-rule", preset: "figure-8" }, async (figure) => {
    const tell = async () => {
      for (let part = 0; part < 5; part++) await press(figure, /^Next in the story/);
    };
    await tell();
    assert.equal(await figure.getByText(/is broken/).count(), 0);

    await press(figure, "Figure 8");
    await press(figure, "Only own terms count");
    await tell();
    await figure.getByText("Leader Completeness is broken").waitFor();
    assert.match(await figure.getByRole("status").innerText(), /n1 had applied/);
  }));

Deno.test("a split vote ends without a leader, and a later term gets one", () =>
  onFigure({ section: "raft-states", preset: "split-vote" }, async (figure) => {
    assert.match(await figure.getByRole("status").innerText(), /^Nobody leads yet/);
    for (let step = 0; step < 80; step++) {
      if (/ leads term/.test(await figure.getByRole("status").innerText())) break;
      await press(figure, "Step");
    }
    assert.match(await figure.getByRole("status").innerText(), /leads term [2-9], .* can commit/);
  }));

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
