import type { BrowserContextOptions, Page } from "playwright-core";
import assert from "node:assert/strict";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "../open_browser.ts";
import { visit } from "../visit.ts";

/** A site with a browser, for the tests of one file; they end by `close`. */
export async function openChapter() {
  const chromium = await openBrowser();
  const site = await startSite();
  return {
    url: site.url,
    browser: chromium.browser,
    /** One visitor on one page. Nothing may go wrong meanwhile, not even in the console. */
    async on(
      path: string,
      look: (page: Page) => Promise<void>,
      options: BrowserContextOptions = {},
    ): Promise<void> {
      const { page, errors, close } = await visit(chromium.browser, {
        reducedMotion: "reduce",
        ...options,
      });
      try {
        await page.goto(site.url + path);
        await look(page);
        // Where scripts are off, those that the page would preload are refused by the driver.
        assert.deepEqual(options.javaScriptEnabled === false ? [] : errors, []);
      } finally {
        await close();
      }
    },
    async close(): Promise<void> {
      await chromium.close();
      await site.stop();
    },
  };
}

/** The slugs of all sections. */
export function listSlugs(): string[] {
  return [...Deno.readDirSync("content")].map(({ name }) => name)
    .filter((name) => name.endsWith(".mdx"))
    .map((name) => name.replace(/\.mdx$/, "").replaceAll("_", "-"))
    .sort();
}
