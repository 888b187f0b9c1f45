/**
 * Opens every section of the chapter with a cold cache in Chromium, against a site of its own, and
 * prints the median of the largest paint of each, in milliseconds, as JSON by slug.
 */
import type { Browser } from "playwright-core";
import { openBrowser } from "@/tests/e2e/open_browser.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { median } from "./figure.ts";

/** Loads of each section: the one in the middle counts. */
const LOADS = 3;

async function largestPaintMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    return await page.evaluate(() =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) =>
          resolve(list.getEntries().at(-1)!.startTime)
        );
        observer.observe({ type: "largest-contentful-paint", buffered: true });
      })
    );
  } finally {
    await context.close();
  }
}

const site = await startSite();
const chromium = await openBrowser();
const paints: Record<string, number> = {};
for (const { name } of Deno.readDirSync("content")) {
  if (!name.endsWith(".mdx")) continue;
  const slug = name.replace(/\.mdx$/, "").replaceAll("_", "-");
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    times.push(await largestPaintMs(chromium.browser, `${site.url}/chapter/${slug}`));
  }
  paints[slug] = Math.round(median(times));
}
await chromium.close();
await site.stop();
console.log(JSON.stringify(paints));
