import assert from "node:assert/strict";
import type { Page, Response as Fetched } from "playwright-core";
import { listSlugs, openChapter } from "./open_chapter.ts";

/** A section ships less than this before a figure is near. */
const SCRIPT_BYTES_MAX = 30_000;

const chapter = await openChapter();

/** Bytes of a script as it is sent. */
async function gzipped(script: Blob): Promise<number> {
  const packed = script.stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(packed).arrayBuffer()).byteLength;
}

/** The scripts that a page has fetched, and those that stand in it. */
async function readScripts(page: Page, fetched: readonly Fetched[]): Promise<Blob[]> {
  const inline = await page.locator("script:not([src])").allTextContents();
  const bodies = await Promise.all(fetched.map((script) => script.body()));
  return [...inline, ...bodies].map((text) => new Blob([text as BlobPart]));
}

function collectScripts(page: Page): Fetched[] {
  const scripts: Fetched[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  return scripts;
}

const isFigure = (url: string) => url.includes("/islands/figures/");

for (const slug of listSlugs()) {
  Deno.test(`${slug}: under ${SCRIPT_BYTES_MAX} bytes of script, gzipped, before a figure is near`, () =>
    // A window in which hardly anything is near.
    chapter.on("/healthz", async (page) => {
      const scripts = collectScripts(page);
      await page.goto(`${chapter.url}/chapter/${slug}`, { waitUntil: "networkidle" });

      const urls = scripts.map((script) => script.url());
      assert.ok(urls.length > 0);
      assert.deepEqual(urls.filter(isFigure), []);
      const sizes = await Promise.all((await readScripts(page, scripts)).map(gzipped));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(bytes < SCRIPT_BYTES_MAX, `${bytes} bytes in ${urls.join(" ")}`);
    }, { viewport: { width: 1280, height: 100 } }));
}

Deno.test("a figure's script comes when the reader comes near, and not before", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    const scripts = collectScripts(page);
    await page.reload({ waitUntil: "networkidle" });
    assert.deepEqual(scripts.map((script) => script.url()).filter(isFigure), []);
    const figure = page.locator("figure[data-live]");
    assert.equal(await figure.getAttribute("data-live"), "false");
    // It is there all the same: picture and words, with its controls off.
    assert.ok(await figure.locator("svg").first().isVisible());
    assert.ok(await figure.getByRole("button", { name: "Clear" }).isDisabled());

    const top = (await figure.boundingBox())!.y;
    await page.evaluate((y) => scrollTo(0, y), top - 1.5 * 800);
    await page.locator('figure[data-live="true"]').waitFor();
    assert.ok(scripts.some((script) => isFigure(script.url())));
    assert.ok(await figure.getByRole("button", { name: "Clear" }).isEnabled());
  }));

Deno.test("a figure that has the focus is loaded, however far it is", () =>
  chapter.on("/chapter/vector-clocks", async (page) => {
    await page.locator("figure summary").evaluate((node) =>
      (node as HTMLElement).focus({ preventScroll: true })
    );

    await page.locator('figure[data-live="true"]').waitFor();
  }));

Deno.test.afterAll(() => chapter.close());
