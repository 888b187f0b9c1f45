import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** One visitor's page, with all that went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors in the console, exceptions, and answers that should not have been. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export const WIDTHS = [1280, 390] as const;

/**
 * How long something may take to appear. Nothing takes a tenth of it on a machine that does nothing
 * else; one that is slow and busy fails no test, and what never comes is told soon enough.
 */
const PATIENCE_MS = 120_000;

export interface VisitOptions extends BrowserContextOptions {
  /** True where the course is kept for days without a network: some seconds of work in the back. */
  readonly keepsCourse?: boolean;
}

/** A visitor with a browser of their own: no cookie, no draft, nothing cached. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { keepsCourse = false, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: WIDTHS[0], height: 800 },
    ...rest,
  });
  if (!keepsCourse) await context.addInitScript(withoutServiceWorker);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      errors.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.stack}`));
  page.on("requestfailed", (request) => {
    const text = request.failure()?.errorText ?? "";
    // A page that is left takes its requests with it.
    if (!text.includes("ERR_ABORTED")) errors.push(`${request.url()}: ${text}`);
  });
  return { page, errors, close: () => context.close() };
}

/** Some browsers have none, and pages work there. */
function withoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
}

/** Asserts that axe finds nothing, in light and dark, wide and narrow, and that all has its room. */
export async function inspect(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const where = `${new URL(page.url()).pathname} at ${width}`;
    assert.equal(await overflow(page), 0, `${where} is wider than the screen`);
    assert.deepEqual(await squeezed(page), [], `${where} has text in too narrow a column`);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await settleColors(page);
      assert.deepEqual(await findViolations(page), [], `${where}, ${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

/**
 * What all of axe's rules find, as `rule: element`. Its own package for this driver puts axe into
 * the page anew for each look, and fetches all that is in order too: that takes longer than axe.
 */
async function findViolations(page: Page): Promise<string[]> {
  if (!await page.evaluate(() => "axe" in globalThis)) {
    const { default: { source } } = await import("axe-core");
    await page.evaluate(source);
  }
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import("axe-core") };
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  });
}

/**
 * Colours change little by little; halfway they are nobody's choice. Each change is put to its end:
 * one below a closed `details` would never come there, since what is not drawn stands still.
 */
async function settleColors(page: Page): Promise<void> {
  await page.evaluate(() => {
    const running = () =>
      document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    // What inherits a colour begins its own change when its parent's has ended.
    for (let found = running(); found.length > 0; found = running()) {
      for (const animation of found) animation.finish();
    }
  });
}

/** Paragraphs with about one word a line, which a grid makes of text in the wrong column. */
function squeezed(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main p")]
      .filter((paragraph) => paragraph.clientWidth > 0 && paragraph.clientWidth < 60)
      .filter((paragraph) => paragraph.clientHeight > 2 * paragraph.clientWidth)
      .map((paragraph) => paragraph.textContent!)
  );
}

/** By how many pixels the page can be pushed sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
