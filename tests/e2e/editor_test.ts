import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "raft-election";

const chromium = await openBrowser();
const site = await startSite();

function editor(page: Page) {
  return page.locator(".cm-content");
}

/** Types at the end of the program, where nothing completes what it should not. */
async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

function test(name: string, body: (page: Page) => Promise<void>): void {
  Deno.test(name, async () => {
    const { page, errors, close } = await visit(chromium.browser);
    try {
      await page.goto(`${site.url}/exercises/${SLUG}`);
      await editor(page).waitFor();
      await body(page);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });
}

test("the editor tells what does not fit the types, and what is not to be had", async (page) => {
  await page.getByText("The types fit.").waitFor();

  await typeAtEnd(page, "\nexport const wrong: string = Date.now();\n");
  await page.getByRole("button", { name: "2 places do not fit the types" }).click();
  const problems = page.getByRole("listbox", { name: "Diagnostics" });
  await problems.getByText("Type 'number' is not assignable to type 'string'.").waitFor();
  await problems.getByText(/Date is not available here: use the context's now/).waitFor();
  await typeAtEnd(page, "\nexport class Echo { onMessage() { return [1]; } }\n");
  await problems.getByText(/^What onMessage returns goes nowhere/).waitFor();
  await inspect(page);
});

test("the editor completes what the exercise's types know, and describes it", async (page) => {
  await page.getByText("The types fit.").waitFor();
  // On the first name that is imported.
  const first = page.locator(".cm-line", { hasText: "import type { Context" });
  await first.hover({ position: { x: 150, y: 10 } });
  await page.locator(".cm-tooltip", { hasText: "All that a node can touch." }).waitFor();

  await typeAtEnd(page, "\nexport const use = (context: Context) => context.setT");
  const list = page.getByRole("listbox");
  await list.getByRole("option", { name: /setTimer/ }).waitFor();
  await page.getByText(/is called after so long/).waitFor();
  await inspect(page);
  await page.keyboard.press("Enter");
  await page.locator(".cm-activeLine", { hasText: "context.setTimer" }).waitFor();
});

test("find, many cursors, and format", async (page) => {
  await typeAtEnd(page, "\nexport const apple=1\nexport const pear={a:apple}\n");
  await page.keyboard.press("Shift+Alt+F");
  await page.locator(".cm-line", { hasText: "export const pear = { a: apple };" }).waitFor();

  await page.keyboard.press("Control+f");
  await page.getByPlaceholder("Find").pressSequentially("apple");
  await page.keyboard.press("Enter");
  await inspect(page);
  await page.keyboard.press("Escape");
  // The next one as well: what is typed now replaces both.
  await page.keyboard.press("Control+d");
  await page.keyboard.type("quince");
  await page.locator(".cm-line", { hasText: "export const quince = 1;" }).waitFor();
  await page.locator(".cm-line", { hasText: "export const pear = { a: quince };" }).waitFor();

  await typeAtEnd(page, "\nconst = ;\n");
  await page.getByRole("button", { name: "Format" }).click();
  await page.getByText(/^Not formatted: line \d+, column \d+/).waitFor();
  await inspect(page);
});

test("what was typed can be undone after a reload", async (page) => {
  await typeAtEnd(page, "\n// first thought");
  await page.locator(".cm-line", { hasText: "first thought" }).waitFor();
  await page.reload();
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.locator(".cm-line", { hasText: "first thought" }).waitFor();

  await page.keyboard.press("Control+z");

  await page.locator(".cm-line", { hasText: "first thought" }).waitFor({ state: "detached" });
});

test("Ctrl S and Ctrl Enter run, and a reset can be undone", async (page) => {
  const result = page.getByRole("region", { name: "Result" });
  await editor(page).click();
  await page.keyboard.press("Control+s");
  await result.getByText(/public checks hold/).waitFor();
  await typeAtEnd(page, "\n// mine\nconst = ;\n");
  await page.keyboard.press("Control+Enter");
  await result.getByText("The program cannot be run").waitFor();

  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("button", { name: "Undo the reset" }).waitFor();
  // From within the form as well, wherever one is there.
  await page.getByRole("button", { name: "Format" }).focus();
  await page.keyboard.press("Control+s");
  await result.getByText(/public checks hold/).waitFor();
  await page.getByRole("button", { name: "Undo the reset" }).click();
  await page.getByRole("button", { name: "Reset" }).waitFor();
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.locator(".cm-line", { hasText: "// mine" }).waitFor();
});

Deno.test("the editor works where the checker does not load", async () => {
  const { page, close } = await visit(chromium.browser);
  try {
    await page.route(/\/language\//, (route) => route.abort());
    await page.goto(`${site.url}/exercises/${SLUG}`);
    await typeAtEnd(page, "\nexport const wrong: string = 1;\n");
    await page.getByText("Types are not checked here").waitFor();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("region", { name: "Result" }).locator("details[open]").waitFor();
  } finally {
    await close();
  }
});

/** The page's own scripts, without its workers', by name, with their sizes as they were sent. */
async function scriptsOf(page: Page): Promise<Map<string, number>> {
  const found = await page.evaluate(() =>
    performance.getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => /^(?!.*\/(?:run|language)\/).*\.js(?:\?|$)/.test(name))
      .map(({ name, encodedBodySize }) => [name.replace(/.*\//, ""), encodedBodySize] as const)
  );
  return new Map(found);
}

function total(sizes: Iterable<number>): number {
  return [...sizes].reduce((sum, size) => sum + size, 0);
}

Deno.test("the page of an exercise ships little script before its editor, and no formatter", async () => {
  const { page, close } = await visit(chromium.browser);
  try {
    await page.route(/code_editor/, (route) => route.abort());
    await page.goto(`${site.url}/exercises/${SLUG}`, { waitUntil: "networkidle" });
    const before = total((await scriptsOf(page)).values());
    await page.unroute(/code_editor/);
    await page.goto(`${site.url}/exercises/${SLUG}`, { waitUntil: "networkidle" });
    await editor(page).waitFor();
    const scripts = await scriptsOf(page);

    assert.ok(before > 0 && before < 30_000, `${before} bytes before the editor`);
    assert.ok(total(scripts.values()) < 250_000, `${total(scripts.values())} bytes with it`);
    const names = [...scripts.keys()];
    assert.deepEqual(names.filter((name) => /format_program|Theatre|compare/.test(name)), []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
