/** What Run promises: it counts, it stops when told, and a loop without end harms nobody. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SILENCE_MS_MAX } from "@/islands/run/run_client.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { pasteProgram } from "./paste_program.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);

/** No fuel is used up inside of a pattern, and the browser has no other way to end it. */
const ENDLESS_PATTERN = `const busy = /^(([a-z])+.)+[A-Z]([a-z])+\\1$/.test("a".repeat(50));\n`;
/** It catches whatever would end it, and goes on. */
const STUBBORN_LOOP = "for (;;) { try { for (;;); } catch { continue; } }";

const chromium = await openBrowser();
const site = await startSite();

function test(name: string, body: (page: Page) => Promise<void>): void {
  Deno.test(name, async () => {
    const { page, errors, close } = await visit(chromium.browser);
    try {
      await page.goto(`${site.url}/exercises/${SLUG}`);
      await page.locator(".cm-content").waitFor();
      await body(page);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });
}

function run(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Run", exact: true }).click();
}

function stop(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Stop", exact: true }).click();
}

/** Presses Stop from within the page, as soon as it says something that it does not say for long. */
async function stopAt(page: Page, words: string): Promise<void> {
  await page.evaluate((words) => {
    const observer = new MutationObserver(() => {
      const result = document.querySelector('[aria-label="Result"]');
      const button = [...document.querySelectorAll("button")]
        .find(({ textContent }) => textContent === "Stop");
      if (!result?.textContent?.includes(words) || button === undefined) return;
      observer.disconnect();
      button.click();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }, words);
}

/** A page that waits for its worker without end: what is to be stopped is not given up before. */
function waitWithoutEnd(silenceMs: number): void {
  const { setTimeout } = globalThis;
  const patient = (deed: TimerHandler, delayMs?: number, ...rest: unknown[]) =>
    setTimeout(deed, delayMs === silenceMs ? 2 ** 31 - 1 : delayMs, ...rest);
  Object.assign(globalThis, { setTimeout: patient });
}

function result(page: Page) {
  return page.getByRole("region", { name: "Result" });
}

/** The program with a statement before what one of its functions does, and the statement's line. */
function withFirst(statement: string, name = "increment"): { program: string; line: number } {
  const program = SOLUTION.replace(
    new RegExp(`(export function ${name}\\([^{]*\\{)`),
    (head) => `${head}\n  ${statement}`,
  );
  assert.notEqual(program, SOLUTION);
  const line = program.split("\n").findIndex((text) => text.trim() === statement.trim()) + 1;
  return { program, line };
}

/** What the counter has shown, from now on, as numbers of schedules. */
async function watchCounter(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const shown = (globalThis as { shown?: number[] }).shown = [] as number[];
    new MutationObserver(() => {
      const text = document.querySelector('[aria-label="Result"]')?.textContent ?? "";
      const [, count] = text.match(/trying other schedules.*?([\d,]+) schedules with/) ?? [];
      const number = Number(count?.replaceAll(",", ""));
      if (count !== undefined && shown.at(-1) !== number) shown.push(number);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { shown: number[] }).shown);
}

test("Run holds the public checks, tries other schedules, counts them, and stops", async (page) => {
  await pasteProgram(page, SOLUTION);
  const counted = await watchCounter(page);
  await run(page);
  await page.getByText(/^All \d+ public checks hold/).waitFor();

  const counts = await counted();
  assert.ok(counts.length >= 2, String(counts));
  assert.deepEqual(counts, counts.toSorted((one, other) => one - other));
  const text = await result(page).innerText();
  const [, total] = text.match(/([\d,]+) schedules with [\d,]+ events tried/)!;
  assert.ok(Number(total.replaceAll(",", "")) >= counts.at(-1)!, text);

  await stopAt(page, "They hold; trying other schedules");
  await run(page);
  await page.getByText("The run was ended before it was done.").waitFor();
  // Another worker is ready: what was stopped leaves nothing behind.
  await run(page);
  await page.getByText(/^All \d+ public checks hold/).waitFor();
});

test("a loop without end runs out, wherever it is, and never passes", async (page) => {
  await pasteProgram(page, `${SOLUTION}\n${STUBBORN_LOOP}\n`);
  await run(page);
  await page.getByText("The program ran out", { exact: true }).waitFor();
  await page.getByText(/^The file cannot be loaded/).waitFor();

  const { program, line } = withFirst(STUBBORN_LOOP);
  await pasteProgram(page, program);
  await run(page);
  await page.getByText(/^0 of \d public checks hold/).waitFor();
  await result(page).getByText("Ran out").first().waitFor();
  await result(page).getByRole("button", { name: `Go to line ${line}`, exact: true }).waitFor();
  await inspect(page);
});

test("a program that throws while the nodes start is shown with its line", async (page) => {
  const { program, line } = withFirst('throw new Error("no clock");', "create");
  await pasteProgram(page, program);
  await run(page);

  const told =
    `n1 could not be made: the program threw at step 0, before anything else happened: ` +
    `Error: no clock (line ${line}).`;
  await result(page).getByText(told).first().waitFor();
  await result(page).getByRole("button", { name: "Watch it step by step" }).click();
  const start = page.getByRole("region", { name: "The run", exact: true });
  await start.getByText("n1 here it breaks").waitFor();
  await start.getByText('throw new Error("no clock");').waitFor();
  await inspect(page);
  await result(page).getByRole("button", { name: `Go to line ${line}`, exact: true }).click();
  await page.locator(".cm-activeLine", { hasText: "no clock" }).waitFor();
});

test("what nothing counts freezes no page, is stopped, and does not run again", async (page) => {
  await page.evaluate(waitWithoutEnd, SILENCE_MS_MAX);
  for (const program of [`${SOLUTION}\n${ENDLESS_PATTERN}`, withFirst(ENDLESS_PATTERN).program]) {
    await pasteProgram(page, program);
    await run(page);
    await page.getByText("Running the public checks").waitFor();
    // The page does what it is asked to meanwhile.
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("region", { name: "Compared with" }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await stop(page);
    await page.getByText("The run was ended before it was done.").waitFor();
  }

  await run(page);
  await page.getByText("Running the public checks").waitFor();
  await page.reload();
  await page.locator(".cm-line", { hasText: "const busy" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Run", exact: true }).count(), 1);
  assert.equal((await result(page).innerText()).trim(), "");
});

test("what nothing counts and nobody stops is given up, and is no pass", async (page) => {
  await pasteProgram(page, withFirst(ENDLESS_PATTERN).program);
  await run(page);

  await page.getByText("The program ran out").waitFor();
  await page.getByText(/did not answer for 10 seconds and was stopped/).waitFor();
  await pasteProgram(page, SOLUTION);
  await run(page);
  await page.getByText(/^All \d+ public checks hold/).waitFor();
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
