/** A submission's page while it waits, over the sudden end of the server and its return. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Site, startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);
/** So many others are in line before us. */
const OTHERS = 3;

const chromium = await openBrowser();

/** Others who were faster: each of them is somebody else, so all come first. */
async function fillQueue(site: Site): Promise<void> {
  for (let other = 0; other < OTHERS; other++) {
    const response = await fetch(`${site.url}/api/submissions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ slug: SLUG, source: SOLUTION }),
    });
    assert.equal(response.status, 201);
    await response.body?.cancel();
  }
}

/** Submits without the editor, as this page's learner, and opens the submission's own page. */
async function submitFrom(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/exercises/${SLUG}`);
  await page.locator(".cm-content").waitFor();
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("link", { name: "This submission's own page" }).waitFor();
}

Deno.test("a waiting page outlives the server, and shows the verdict when it is back", async () => {
  const dataDir = await Deno.makeTempDir();
  // It grades nothing: however fast the machine, all are in line until it ends.
  const first = await startSite(dataDir, { GRADERS: "0" });
  const { page, close } = await visit(chromium.browser);
  let second: Site | undefined;
  try {
    await fillQueue(first);
    await submitFrom(page, first.url);
    await page.getByText(/in line for the grader/).waitFor();
    const [own] = await page.getByRole("link", { name: "This submission's own page" }).all();
    const ownPage = await page.context().newPage();
    await ownPage.goto(first.url + await own.getAttribute("href"));
    await ownPage.getByText(/in line for the grader/).waitFor();

    await first.kill();
    for (const each of [page, ownPage]) {
      await each.getByText("this page tries again by itself").waitFor();
    }
    await inspect(ownPage);
    second = await startSite(dataDir, { PORT: new URL(first.url).port });

    await page.getByText(/\d+ of 100 points/).first().waitFor();
    await ownPage.getByRole("heading", { level: 1, name: /failed|passed/ }).waitFor();
  } finally {
    await close();
    await second?.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test.afterAll(() => chromium.close());
