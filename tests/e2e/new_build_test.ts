/** A new build of the site meets a browser that has kept the one before it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser } from "./open_browser.ts";
import { visit } from "./visit.ts";

/** The real worker, with another list of what is to be kept. */
async function workerOf(build: string): Promise<string> {
  const real = await Deno.readTextFile("_fresh/offline/service-worker.js");
  const kept = JSON.stringify({ build, files: [`/part-${build}.js`], pages: ["/", "/offline"] });
  const start = real.lastIndexOf("{build:");
  assert.ok(start > 0);
  return `${real.slice(0, start)}${kept});`;
}

/** A site of two pages, whose parts have their build's name: of the other build it has nothing. */
function answer(build: string, worker: string, pathname: string): Response {
  if (pathname === "/service-worker.js") {
    return new Response(worker, { headers: { "Content-Type": "text/javascript" } });
  }
  if (pathname === `/part-${build}.js`) {
    const headers = { "Content-Type": "text/javascript", "Cache-Control": "immutable" };
    return new Response(`export const part = "${build}";`, { headers });
  }
  if (!["/", "/offline"].includes(pathname)) return new Response("", { status: 404 });
  const body =
    `<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,"><p>${build}</p></html>`;
  return new Response(body, { headers: { "Content-Type": "text/html" } });
}

function keptBuilds(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

Deno.test("a new build is there at the next load, breaks no open page, and replaces the old", async () => {
  const chromium = await openBrowser();
  let build = "one";
  let worker = await workerOf(build);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => answer(build, worker, new URL(request.url).pathname),
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const { page: old, errors, close } = await visit(chromium.browser, { keepsCourse: true });
  try {
    await old.goto(url);
    await old.evaluate(async () => {
      await navigator.serviceWorker.register("/service-worker.js");
      await navigator.serviceWorker.ready;
    });
    assert.deepEqual(await keptBuilds(old), ["truthlab-one"]);

    build = "two";
    worker = await workerOf(build);
    const page = await old.context().newPage();
    await page.goto(url);
    assert.equal(await page.locator("p").innerText(), "two");
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      // The new worker keeps its own, beside the old one that is at work.
      while (registration.waiting === null) {
        await new Promise((resolve) =>
          registration.installing?.addEventListener("statechange", resolve, { once: true })
        );
      }
    });
    assert.deepEqual(await keptBuilds(page), ["truthlab-one", "truthlab-two"]);
    // The server has this part no longer, and the page that needs it has not loaded it before.
    const part = await old.evaluate(async () => (await import(`/part-${"one"}.js`)).part);
    assert.equal(part, "one");

    await old.close();
    await page.goto("about:blank");
    const replaced = await page.context().newPage();
    await replaced.goto(url);
    await replaced.waitForFunction(async () => (await caches.keys()).join() === "truthlab-two");
    assert.deepEqual(errors, []);
  } finally {
    await close();
    await server.shutdown();
    await chromium.close();
  }
});
