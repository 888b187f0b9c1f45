/** A class from its first day: made, joined, watched while it works, and looked at in every way. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const STARTER = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);

const chromium = await openBrowser();
const site = await startSite();

/** An instructor's page, with a new cohort on it. */
async function makeCohort(page: Page): Promise<{ home: string; code: string }> {
  await page.goto(`${site.url}/teach/open`);
  await page.getByLabel("Token").fill(site.token);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByRole("link", { name: "New cohort" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Autumn");
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await inspect(page);
  await page.getByRole("button", { name: "Make the cohort" }).click();
  await page.getByRole("heading", { name: "Autumn" }).waitFor();
  const code = await page.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/).textContent();
  return { home: page.url().replace(/\/people$/, ""), code: code! };
}

async function join(page: Page, code: string): Promise<void> {
  await page.goto(`${site.url}/account/sign-up?code=${code}`);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-up"));
}

/** Submits as the page's visitor, without the editor. */
async function submit(page: Page): Promise<string> {
  const response = await page.request.post(`${site.url}/api/submissions`, {
    data: { slug: SLUG, source: STARTER },
    headers: { origin: site.url },
  });
  assert.equal(response.status(), 201);
  return (await response.json()).id;
}

Deno.test("an instructor sees a learner's verdict come in, and comments on it", async () => {
  const teacher = await visit(chromium.browser);
  const learner = await visit(chromium.browser);
  try {
    const { page } = teacher;
    const { home, code } = await makeCohort(page);
    await page.goto(home);
    await page.getByText(`/account/sign-up?code=${code}`).waitFor();
    await page.getByText("Brings itself up to date when somebody does").waitFor();
    await join(learner.page, code);
    await page.getByRole("rowheader", { name: "Ada Lovelace" }).waitFor();

    const id = await submit(learner.page);
    const cell = page.getByRole("link", { name: /^Vector clocks: failed, \d+ of 100, 1 attempt$/ });
    await cell.waitFor();
    await inspect(page);
    await page.getByRole("link", { name: "Points" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/sort=points&order=desc/);

    await cell.click();
    await page.getByRole("heading", { name: "Ada Lovelace" }).waitFor();
    await page.getByText("Set the grade by hand").click();
    await page.getByLabel("Of 100").fill("70");
    await page.getByLabel(/^Reason/).fill("Told me in class.");
    await page.getByRole("button", { name: "Set it" }).click();
    await page.getByText("Told me in class.").waitFor();
    await inspect(page);

    await page.goto(`${site.url}/teach/submissions/${id}`);
    await page.getByLabel("Line").fill("1");
    await page.getByLabel("Comment").fill("Begin here.");
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    await page.locator(".remark", { hasText: "Begin here." }).waitFor();
    await learner.page.goto(`${site.url}/submissions/${id}`);
    await learner.page.locator(".remark", { hasText: "Begin here." }).waitFor();
    await inspect(learner.page);
    await learner.page.goto(`${site.url}/exercises/${SLUG}`);
    await learner.page.getByText("set by hand to passed, 70 of 100").waitFor();

    await page.goto(`${home}/exercises/${SLUG}`);
    await inspect(page);
    await page.getByRole("link", { name: /^Show one/ }).first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /Ada/);
    assert.deepEqual([...teacher.errors, ...learner.errors], []);
  } finally {
    await teacher.close();
    await learner.close();
  }
});

Deno.test("a roster is imported after a look, and the exercises get their times", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const { home } = await makeCohort(page);

    await page.getByRole("link", { name: "Import a roster" }).click();
    await page.getByLabel("Or its lines").fill("name,email\nAda,ada@example.org\n,x\n");
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByText("It has no name.").waitFor();
    await inspect(page);
    await page.getByRole("button", { name: "Keep a place" }).click();
    await page.getByText("1 place is kept.").waitFor();
    await inspect(page);

    await page.goto(`${home}/exercises`);
    const due = page.locator(`#${SLUG}`).getByLabel("Due");
    await due.fill("2027-03-28T02:30");
    await page.getByRole("button", { name: "Save the times of Vector clocks" }).click();
    await page.getByText("clocks go forward there").waitFor();
    await inspect(page);
    await due.fill("2027-03-28T03:30");
    await page.getByRole("button", { name: "Save the times of Vector clocks" }).click();
    await page.locator(`#${SLUG}`).getByText("Saved.").waitFor();
    assert.equal(await due.inputValue(), "2027-03-28T03:30");
    assert.deepEqual(errors.filter((text) => !/422/.test(text)), []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  await site.stop();
});
