import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Site, startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await learnersText(`solutions/${SLUG}/solution.ts`);
const WRONG = await learnersText(`solutions/${SLUG}/wrong/strictly_less_everywhere.ts`);

/** A program of ours as a learner would write it: without the lines that are for us. */
async function learnersText(path: string): Promise<string> {
  return (await Deno.readTextFile(path)).replace(/^(?:\/\/ .*\n)+/, "");
}

const chromium = await openBrowser();
const site = await startSite();

Deno.test("a learner reads, fails, mends it and passes, and the instructor sees both", async (t) => {
  const { page, errors, close } = await visit(chromium.browser, { timezoneId: "Asia/Kathmandu" });
  const step = async (name: string, run: () => Promise<void>) => {
    // Each step begins where the one before it ended.
    const hasPassed = await t.step(name, async () => {
      await run();
      assert.deepEqual(errors, []);
    });
    assert.ok(hasPassed, `stopped at: ${name}`);
  };
  try {
    await step("the first page leads to the chapter", () => readChapter(page, site));
    await step("the grader shows its own grade", () => readGrade(page, site));
    await step("the exercise has its instructions", () => openExercise(page));
    await step("a wrong program fails the public checks", () => runWrong(page));
    await step("submitted, it fails with a counterexample", () => submitWrong(page));
    await step("the submission has a page of its own", () => openSubmission(page));
    await step("mended, it passes", () => submitRight(page));
    await step("after a reload both attempts are there, and the draft", () => reload(page));
  } finally {
    await close();
  }
  await step("the instructor sees both", () => teach(site));
});

async function readChapter(page: Page, { url }: Site): Promise<void> {
  await page.goto(`${url}/`);
  await inspect(page);
  await page.getByRole("link", { name: "Start reading" }).waitFor();
  await page.goto(`${url}/chapter`);
  await inspect(page);
  await page.getByRole("link", { name: /Vector clocks/ }).first().click();
  await page.getByRole("heading", { level: 1, name: "Vector clocks" }).waitFor();
  assert.match(await page.locator("main").innerText(), /happened before/);
  await inspect(page);
}

async function readGrade(page: Page, { url }: Site): Promise<void> {
  await page.goto(`${url}/`);
  await page.getByRole("link", { name: "The grader's own grade" }).click();
  await page.getByRole("heading", { level: 1, name: "The grader's own grade" }).waitFor();
  await page.getByRole("row", { name: /Vector clocks/ }).waitFor();
  await inspect(page);
}

async function openExercise(page: Page): Promise<void> {
  await page.goto(new URL("/exercises", page.url()).href);
  await inspect(page);
  await page.getByRole("link", { name: /Vector clocks/ }).first().click();
  await page.getByRole("heading", { level: 1, name: "Vector clocks" }).waitFor();
  const instructions = page.getByRole("region", { name: "Instructions" });
  await instructions.getByRole("heading", { name: "Done means" }).waitFor();
  assert.match(await editor(page).innerText(), /export function increment/);
  await inspect(page);
}

/** Pastes a whole program into the editor, in place of what is there. */
async function write(page: Page, program: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("Control+a");
  await editor(page).evaluate((node, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    node.dispatchEvent(new ClipboardEvent("paste", options));
  }, program);
}

function editor(page: Page) {
  return page.locator(".cm-content");
}

function result(page: Page) {
  return page.getByRole("region", { name: "Result" });
}

async function runWrong(page: Page): Promise<void> {
  await write(page, WRONG);
  await page.getByRole("button", { name: "Run" }).click();
  const failed = result(page).locator("details[open]");
  await failed.waitFor();
  assert.match(
    await failed.innerText(),
    /n\d's \w+ \(step 1\) happened before .* compare says "concurrent"/,
  );
  await inspect(page);
}

async function submitWrong(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("link", { name: "This submission's own page" }).waitFor();
  await result(page).getByText(/happens-before/).first().waitFor();
  const failed = result(page).locator("details[open]").first();
  const text = await failed.innerText();
  // The sentence names the property, the nodes and the steps; the events follow in order.
  assert.match(text, /n\d's \w+ \(step 1\) happened before n\d's .* compare says "concurrent"/);
  assert.match(text, /could have influenced/);
  const events = await failed.locator("ol > li").count();
  assert.ok(events >= 2 && events <= 30, `${events} events are shown`);
  await inspect(page);
}

async function openSubmission(page: Page): Promise<void> {
  const [own] = await page.getByRole("link", { name: "This submission's own page" }).all();
  await own.click();
  await page.getByRole("heading", { level: 1, name: /Vector clocks:\s+failed/ }).waitFor();
  // The reader's own time.
  await page.locator("main time", { hasText: "GMT+5:45" }).first().waitFor();
  await inspect(page);
  await page.getByRole("link", { name: "Go on working" }).click();
  await editor(page).waitFor();
}

async function submitRight(page: Page): Promise<void> {
  await write(page, SOLUTION);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator('ol a[href^="/submissions/"]').nth(1).waitFor();
  await page.locator("ol a", { hasText: "Passed" }).waitFor();
}

async function reload(page: Page): Promise<void> {
  await write(page, SOLUTION);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("// my draft");
  await page.reload();
  await editor(page).waitFor();
  const attempts = page.locator('ol a[href^="/submissions/"]');
  const marks = await attempts.allInnerTexts();
  assert.deepEqual(marks.map((mark) => mark.match(/Passed|Failed/)?.[0]), ["Passed", "Failed"]);
  // The editor only draws what is in sight: the end is at the end.
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.getByText("// my draft").waitFor();
}

async function teach({ url, token }: Site): Promise<void> {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${url}/teach`);
    await inspect(page);
    await page.getByLabel("Token").fill(token);
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("link", { name: "Submissions" }).click();
    const rows = page.locator("tbody tr");
    await rows.nth(1).waitFor();
    const [newest, older] = await rows.allInnerTexts();
    assert.match(newest, /Passed/);
    assert.match(older, /Failed/);
    await inspect(page);
    await rows.nth(1).getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /Vector clocks:\s+failed/ }).waitFor();
    assert.match(await page.locator("main").innerText(), /export function compare/);
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
}

Deno.test("without JavaScript one can read and submit", async () => {
  const { page, close } = await visit(chromium.browser, { javaScriptEnabled: false });
  try {
    await page.goto(`${site.url}/chapter/vector-clocks`);
    assert.match(await page.locator("main").innerText(), /happened before/);
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.getByRole("heading", { name: "Done means" }).waitFor();
    await page.locator("textarea[name=source]").fill(SOLUTION);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.waitForURL(/\/submissions\/\w+$/);
    await page.getByRole("heading", { level: 1, name: /Vector clocks/ }).waitFor();
  } finally {
    await close();
  }
});

Deno.test("the keyboard reaches Run and Submit, and leaves the editor", async () => {
  const { page, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await editor(page).waitFor();
    await editor(page).focus();
    await page.keyboard.press("Tab");
    assert.equal(await editor(page).evaluate((node) => node === document.activeElement), false);
    await page.getByRole("button", { name: "Run" }).focus();
    await page.keyboard.press("Enter");
    await result(page).locator("details[open]").waitFor();
    await editor(page).focus();
    await page.keyboard.press("Shift+Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    assert.equal(focused, "Submit");
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
