import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { openFigure } from "./open_figure.ts";
import { pasteProgram } from "./paste_program.ts";
import { inspect, visit } from "./visit.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);

const chromium = await openBrowser();
const dataDir = await Deno.makeTempDir({ prefix: "offline-" });
let site = await startSite(dataDir);
const { url } = site;

/** A visitor whose browser has kept the course on the first page it saw. */
async function visitOnce() {
  const visited = await visit(chromium.browser, { keepsCourse: true, reducedMotion: "reduce" });
  await visited.page.goto(`${url}/chapter/truth-is-negotiated`);
  await visited.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  return visited;
}

/** The network is gone, and so is the server: nothing can answer but what was kept. */
async function cut(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await site.kill();
}

async function mend(page: Page): Promise<void> {
  site = await startSite(dataDir, { PORT: new URL(url).port });
  await page.context().setOffline(false);
}

function editor(page: Page) {
  return page.locator(".cm-content").first();
}

/** The network's own complaints, which are what is tried here. */
function isExpected(error: string): boolean {
  return /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED/.test(error);
}

Deno.test("after one visit the chapter and Run need no network, and a draft is sent later", async () => {
  const { page, errors, close } = await visitOnce();
  try {
    // TypeScript is large, and kept by whoever has used it.
    await page.goto(`${url}/exercises/${SLUG}`);
    await page.getByText("The types fit.").waitFor();
    await cut(page);
    const notice = page.getByText("No network.");
    await notice.waitFor();

    await openFigure(page, `${url}/chapter/vector-clocks`, "figure-vector-clocks");
    await notice.waitFor();
    await inspect(page);

    await page.goto(`${url}/exercises/${SLUG}`);
    await pasteProgram(page, SOLUTION);
    await page.getByText("The types fit.").waitFor();
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/^All \d public checks hold/).waitFor();

    await page.goto(`${url}/progress`);
    await page.getByRole("heading", { name: "This page was not kept" }).waitFor();
    await inspect(page);

    await page.goto(`${url}/exercises/${SLUG}`);
    await editor(page).waitFor();
    const sent = page.waitForResponse((response) =>
      response.url().endsWith("/draft") && response.request().method() === "PUT"
    );
    await mend(page);
    assert.equal((await sent).status(), 200);
    const draft = await page.evaluate(
      async (path) => await (await fetch(path)).json(),
      `/api/exercises/${SLUG}/draft`,
    );
    assert.equal(draft.source, SOLUTION);
    await page.getByText("The network is back.").waitFor();
    assert.deepEqual(errors.filter((error) => !isExpected(error)), []);
  } finally {
    await close();
  }
});

Deno.test("what is kept is what a stranger sees", async () => {
  const { page, close } = await visit(chromium.browser, { keepsCourse: true });
  try {
    // A learner with an attempt, before anything is kept.
    const post = { slug: SLUG, source: "export const secretOfMine = 1;" };
    const made = await page.request.post(`${url}/api/submissions`, { data: post });
    assert.equal(made.status(), 201);
    await page.goto(`${url}/exercises/${SLUG}`);
    assert.match(await page.content(), /secretOfMine[^]*You learn here as/);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await page.goto(`${url}${(await made.json()).url}`);

    const kept = await page.evaluate(async () => {
      const found: [string, string][] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          found.push([request.url, await (await cache.match(request))!.text()]);
        }
      }
      return found;
    });
    const sections = kept.filter(([address]) => address.includes("/chapter/"));
    assert.equal(sections.length, 35);
    for (const [address, text] of kept) {
      assert.doesNotMatch(address, /\/(?:api|submissions|teach|account|progress)\b/);
      assert.doesNotMatch(text, /secretOfMine|You learn here as/, address);
    }
  } finally {
    await close();
  }
});

Deno.test.afterAll(async () => {
  await chromium.close();
  assert.equal(await site.stop(), 0);
  await Deno.remove(dataDir, { recursive: true });
});
