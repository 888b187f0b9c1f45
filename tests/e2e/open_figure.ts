import type { Locator, Page } from "playwright-core";

/**
 * Opens a page, brings one of its figures into sight and waits until its script is there.
 *
 * @param id of the figure's frame, such as `figure-vector-clocks`.
 */
export async function openFigure(page: Page, url: string, id: string): Promise<Locator> {
  await page.goto(url);
  return await reachFigure(page, id);
}

/** Brings a figure of the page into sight and waits until it answers: before, a click is lost. */
export async function reachFigure(page: Page, id: string): Promise<Locator> {
  const figure = page.locator(`#${id}`);
  await figure.scrollIntoViewIfNeeded();
  await page.locator(`#${id}[data-live="true"]`).waitFor();
  return figure;
}
