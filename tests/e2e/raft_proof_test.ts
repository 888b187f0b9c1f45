/** The whole way of a learner with a wrong Raft: see it fail, ask why, keep the case, mend it, pass. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { pasteProgram } from "./paste_program.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "raft-election";
const WRONG = await learnersText(`solutions/${SLUG}/wrong/forgets_vote_in_crash.ts`);
const RIGHT = await learnersText(`solutions/${SLUG}/solution.ts`);
/** The hidden suite searches, which takes its time on a busy machine. */
const GRADING_MS = 180_000;

/** A program of ours as a learner would write it: without the lines that are for us. */
async function learnersText(path: string): Promise<string> {
  return (await Deno.readTextFile(path)).replace(/^(?:\/\/ .*\n)+/, "");
}

const chromium = await openBrowser();
const site = await startSite();

Deno.test("a wrong Raft is written, understood, kept as a test, mended and passes", async (t) => {
  const { page, errors, close } = await visit(chromium.browser);
  const step = async (name: string, run: (page: Page) => Promise<void>) => {
    const hasPassed = await t.step(name, async () => {
      await run(page);
      assert.deepEqual(errors, []);
    });
    assert.ok(hasPassed, `stopped at: ${name}`);
  };
  try {
    await step("pasted and run, it votes twice", runWrong);
    await step("the theatre shows the step and the line", watch);
    await step("had it crashed instead, the check would have held", ask);
    await step("the case is kept, and holds once the program is mended", mend);
    await step("submitted, it passes", submit);
  } finally {
    await close();
  }
});

async function runWrong(page: Page): Promise<void> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
  await page.locator(".cm-content").waitFor();
  await pasteProgram(page, WRONG);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const failed = page.locator("#check-one-vote-per-term");
  await failed.locator("p", { hasText: "n1 voted twice in term 5" }).waitFor();
}

async function watch(page: Page): Promise<void> {
  const failed = page.locator("#check-one-vote-per-term");
  await failed.getByRole("button", { name: "Watch it step by step" }).click();
  const stage = page.getByRole("group", { name: /Space-time diagram/ });
  await stage.focus();
  await page.keyboard.press("Home");
  const now = stage.locator("[aria-current=step]");
  await now.getByText(/^1$/).waitFor();
  for (let step = 2; step <= 6; step++) {
    await page.keyboard.press("ArrowDown");
    await now.getByText(new RegExp(`^${step}$`)).waitFor();
  }
  await now.getByText("breaks").waitFor();
  const lines = page.getByRole("group", { name: "The lines that ran" });
  await lines.getByText(/const isFree = this.votedFor === null/).waitFor();
}

async function ask(page: Page): Promise<void> {
  await page.getByText("What if something else happens?").click();
  const what = page.getByLabel("What happens");
  await what.locator("option", { hasText: "n1 crashes" }).waitFor({ state: "attached" });
  await what.selectOption({ label: "n1 crashes" });
  await page.getByLabel("And then").selectOption("nothing");
  await page.getByRole("button", { name: "Play it" }).click();
  const branch = page.getByRole("group", { name: "What if" });
  await branch.getByText("instead of step 6: n1 crashes").waitFor();
  await branch.getByText("The check holds on this branch.").waitFor();
  await page.locator("[aria-current=step]").getByText("crashes").waitFor();
  await inspect(page);
  await branch.getByRole("button", { name: "Back to the run" }).click();
  await page.locator("[aria-current=step]").getByText("breaks").waitFor();
}

async function mend(page: Page): Promise<void> {
  const stage = page.getByRole("region", { name: "The run, step by step" });
  await stage.getByRole("button", { name: "Keep as a test" }).click();
  await page.getByRole("region", { name: "Tests you keep" }).waitFor();
  await pasteProgram(page, RIGHT);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText(/checks hold, the kept test holds/).waitFor();
}

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText(/^Passed: all \d+ hidden checks hold$/).waitFor({ timeout: GRADING_MS });
}

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
