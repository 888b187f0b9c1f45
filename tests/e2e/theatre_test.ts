import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { linkToLongRun } from "./long_run.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const WRONG = await Deno.readTextFile(`solutions/${SLUG}/wrong/merge_loses_last.ts`);

const chromium = await openBrowser();
const site = await startSite();

/** Submits from the page, as its script would, and waits for the verdict. */
async function submit(page: Page): Promise<string> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
  const { url } = await page.evaluate(async ([slug, source]) => {
    const body = JSON.stringify({ slug, source });
    const headers = { "content-type": "application/json" };
    return await (await fetch("/api/submissions", { method: "POST", headers, body })).json();
  }, [SLUG, WRONG]);
  await page.goto(site.url + url);
  await page.getByRole("heading", { name: /: failed/ }).waitFor();
  return url;
}

Deno.test("a counterexample is watched step by step, with keys alone", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    const url = await submit(page);
    await page.getByRole("link", { name: "Watch it step by step" }).first().click();
    const now = page.locator("[aria-current=step]");
    // It opens where the property broke.
    await now.getByText("breaks").waitFor();
    await inspect(page);

    await page.getByRole("group", { name: /Space-time diagram/ }).focus();
    await page.keyboard.press("Home");
    await now.getByText(/^1$/).waitFor();
    await page.getByRole("status").getByText(/^Step 1: n\d+ /).waitFor({ state: "attached" });
    await page.keyboard.press("ArrowDown");
    await now.getByText(/^2$/).waitFor();
    await page.keyboard.press("c");
    await now.getByText("breaks").waitFor();
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Only its causes", pressed: true }).waitFor();
    await page.getByText("The same as a list").click();
    await page.getByText(/Here it breaks/).waitFor();
    await page.getByRole("group", { name: "The lines that ran" }).waitFor();
    await inspect(page);

    const stranger = await visit(chromium.browser);
    const answer = await stranger.page.goto(page.url());
    assert.equal(answer?.status(), 404, "another learner does not see it");
    await stranger.page.goto(await copyLink(page));
    await stranger.page.getByText("breaks", { exact: true }).waitFor();
    await stranger.page.getByText("What if something else happens?").click();
    await stranger.page.getByText("The link holds the run and not its program").waitFor();
    await inspect(stranger.page);
    await stranger.page.goto(`${site.url}/theatre#nonsense`);
    await stranger.page.getByText("This link is not whole").waitFor();
    await stranger.close();
    assert.ok(page.url().startsWith(site.url + url));
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy a link" }).click();
  await page.getByText("Copied.").waitFor();
  return await page.evaluate(() => navigator.clipboard.readText());
}

Deno.test("a run stands beside the reference's, up to where they part", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await submit(page);
    await page.getByRole("link", { name: "Watch it step by step" }).first().click();
    const checks = page.getByRole("region", { name: "Checks over time" });
    await checks.getByText(/other checks held to the end/).click();
    await checks.getByText("no-exception").waitFor();

    await page.getByRole("button", { name: "Compare with the reference" }).click();

    const beside = page.getByRole("region", { name: "Beside the reference" });
    await beside.getByText(/^At step \d+ n\d+ .* Then your n\d+ .*; the reference .*\.$/).waitFor();
    await beside.getByRole("cell", { name: /here they part/ }).first().waitFor();
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("of a long run only what is in sight is drawn, wherever one is", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/theatre#${await linkToLongRun(2_000)}`);
    const stage = page.getByRole("group", { name: /Space-time diagram/ });
    const now = stage.locator("[aria-current=step]");
    await now.getByText("breaks").waitFor();
    const count = () => stage.evaluate((element) => element.querySelectorAll("*").length);
    const atTheEnd = await count();

    // Little by little, as somebody scrolls: each time other rows are drawn.
    for (let top = 40_000; top >= 36_000; top -= 400) {
      await stage.evaluate((element, to) => element.scrollTop = to, top);
      const first = new RegExp(`^${Math.ceil(top / 36) + 1} `);
      await stage.getByRole("button", { name: first }).waitFor();
      assert.equal(await stage.evaluate((element) => element.scrollTop), top, "nothing jumps");
    }
    const inTheMiddle = await count();
    await stage.focus();
    await page.keyboard.press("Home");
    await now.getByText(/^1$/).waitFor();

    // A row has about ten parts, and there are at most some forty rows.
    for (const parts of [atTheEnd, inTheMiddle, await count()]) {
      assert.ok(parts > 100 && parts < 900, `${parts} parts`);
    }
    const height = await stage.evaluate((element) => element.scrollHeight);
    assert.equal(height, 2_000 * 36);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("a message tells what it holds, to the mouse and to the keyboard, and kinds are put aside", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/theatre#${await linkToLongRun(12)}`);
    const stage = page.getByRole("group", { name: /Space-time diagram/ });
    await stage.focus();
    await page.keyboard.press("Home");
    await stage.locator("[aria-current=step]").getByText(/^1$/).waitFor();

    // From the first step one message goes out.
    await page.keyboard.press("Tab");
    const told = page.locator("p", { hasText: /^n2>n3#1, sent at step 1, arrives at step 2: {/ });
    await told.waitFor();
    await page.keyboard.press("Enter");
    await stage.locator("[aria-current=step]").getByText(/^2$/).waitFor();
    await stage.getByRole("button", { name: /^n3>n4#1, sent at step 2/ }).hover();
    await page.locator("p", { hasText: /^n3>n4#1, .*term: 3/ }).waitFor();

    await page.getByLabel("Which events stand out").selectOption("timers");
    await stage.focus();
    await page.keyboard.press("ArrowUp");
    await stage.locator("[aria-current=step]").getByText(/^1$/).waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("the theatre opens below a failed check of a run", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await page.locator(".cm-content").waitFor();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Watch it step by step" }).first().click();
    await page.getByRole("region", { name: "The run, step by step" }).waitFor();
    await page.locator("section:focus", { hasText: "Time runs downwards" }).waitFor();
    await inspect(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
