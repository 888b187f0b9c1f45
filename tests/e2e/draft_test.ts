import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";

const chromium = await openBrowser();
const site = await startSite();

function editor(page: Page) {
  return page.locator(".cm-content").first();
}

/** All of the program: the editor only draws what is in sight. */
function program(page: Page): Promise<string> {
  return page.locator("textarea[name=source]").inputValue();
}

async function open(page: Page): Promise<void> {
  await page.goto(`${site.url}/exercises/${SLUG}`);
  await editor(page).waitFor();
}

/** Types at the end, and waits until the server has it. */
async function typeAndSend(page: Page, text: string): Promise<void> {
  // All of it: on a slow machine a part is sent while the rest is typed.
  const last = text.split("\n").at(-1)!;
  const sent = page.waitForResponse((response) =>
    response.url().endsWith("/draft") && response.request().method() === "PUT" &&
    response.request().postDataJSON().source.endsWith(last)
  );
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
  await sent;
}

Deno.test("a draft follows its learner, and of two neither is overwritten", async () => {
  const one = await visit(chromium.browser);
  await open(one.page);
  await typeAndSend(one.page, "\n// from the first");
  await one.page.getByText("Your draft is kept here and on the server.").waitFor();
  const { cookies } = await one.page.context().storageState();
  const other = await visit(chromium.browser, { storageState: { cookies, origins: [] } });
  try {
    await open(other.page);
    await editor(other.page).click();
    await other.page.keyboard.press("Control+End");
    await other.page.locator(".cm-line", { hasText: "// from the first" }).waitFor();

    await typeAndSend(other.page, "\n// from the second");
    await typeAndSend(one.page, "\n// from the first again");
    const question = one.page.getByRole("alert");
    await question.getByText("Another page has saved a draft of this program").waitFor();
    await one.page.getByRole("button", { name: "Compare them" }).click();
    await one.page.getByText(
      "Your program differs from the draft from elsewhere in one place.",
    ).waitFor();
    await inspect(one.page);
    await one.page.getByRole("button", { name: "Take the other" }).click();
    await question.waitFor({ state: "detached" });
    await one.page.getByRole("button", { name: "Close" }).click();
    await editor(one.page).click();
    await one.page.keyboard.press("Control+End");
    await one.page.locator(".cm-line", { hasText: "// from the second" }).waitFor();
    // What was there before is an undo away.
    await one.page.keyboard.press("Control+z");
    await one.page.locator(".cm-line", { hasText: "// from the first again" }).waitFor();
    assert.deepEqual(other.errors, []);
    // The browser itself writes down that the server refused.
    assert.deepEqual(one.errors.filter((error) => !error.includes("409")), []);
  } finally {
    await one.close();
    await other.close();
  }
});

Deno.test("what a browser keeps of one learner is not there for the next", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  const context = page.context();
  try {
    await open(page);
    await typeAndSend(page, "\n// the first learner's");
    // Their next page knows whose it is.
    await open(page);
    const first = await context.cookies();

    await context.clearCookies();
    await open(page);
    assert.doesNotMatch(await program(page), /the first learner's/);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    assert.doesNotMatch(kept, /the first learner's/);
    await typeAndSend(page, "\n// the second learner's");

    await open(page);
    await context.clearCookies();
    await context.addCookies(first);
    await open(page);
    // Their own draft comes back from the server.
    await page.waitForFunction(() =>
      document.querySelector("textarea")?.value.includes("the first learner's")
    );
    assert.doesNotMatch(await program(page), /the second learner's/);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test("a program is compared with the starter and with an earlier attempt", async () => {
  const { page, errors, close } = await visit(chromium.browser);
  try {
    await open(page);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByText(/^Not yet: \d of \d+ hidden checks/).waitFor();
    await page.locator("button:focus", { hasText: "Submit" }).waitFor();
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nexport const more = 1;");

    await page.getByRole("button", { name: "Compare" }).click();
    const compared = page.getByRole("region", { name: "Compared with" });
    await compared.getByText("Your program differs from the starter in one place.").waitFor();
    await compared.getByText("export const more = 1;").waitFor();
    const other = compared.getByRole("combobox", { name: "Compared with" });
    await other.selectOption({ index: 1 });
    assert.match(await other.locator("option").nth(1).innerText(), /^attempt 1, failed/);
    await compared.getByText("Your program differs from attempt 1 in one place.").waitFor();
    await inspect(page);
    await compared.getByRole("button", { name: "Close" }).press("Enter");
    await page.locator("button:focus", { hasText: "Compare" }).waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
});
