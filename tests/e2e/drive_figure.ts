import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { startSite } from "@/tests/server/start_site.ts";
import { openBrowser } from "./open_browser.ts";
import { openFigure } from "./open_figure.ts";
import { inspect, visit } from "./visit.ts";

/** Where a figure stands: the section's slug, and the id of its frame. */
export interface Place {
  readonly section: string;
  readonly id: string;
}

export interface Driver {
  /**
   * Opens the figure and hands it over; then axe looks at the page as the body left it, and the
   * address must show somebody else the same status. Nothing may have gone wrong in the browser.
   */
  drive(body: (figure: Locator) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A browser and a site of its own, for the tests of one figure. */
export async function driveFigure({ section, id }: Place): Promise<Driver> {
  const chromium = await openBrowser();
  const site = await startSite();
  const address = `${site.url}/chapter/${section}`;
  const drive = async (body: (figure: Locator) => Promise<void>) => {
    const { page, errors, close } = await visit(chromium.browser);
    try {
      const figure = await openFigure(page, address, id);
      await body(figure);
      const said = await statusOf(figure);
      const { hash } = new URL(page.url());
      await inspect(page);
      const other = await visit(chromium.browser);
      await other.page.goto(`${address}${hash}`);
      await other.page.locator(`#${id}`).getByRole("status").getByText(said, { exact: true })
        .waitFor();
      assert.deepEqual([...errors, ...other.errors], []);
      await other.close();
    } finally {
      await close();
    }
  };
  return {
    drive,
    async close() {
      await chromium.close();
      assert.equal(await site.stop(), 0);
    },
  };
}

/** What the figure says has just happened. */
export async function statusOf(figure: Locator): Promise<string> {
  return (await figure.getByRole("status").innerText()).trim();
}

/** Presses buttons by the beginning of their names, with the keyboard, one after the other. */
export async function press(figure: Locator, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    await figure.getByRole("button", { name: new RegExp(`^${escaped}`) }).first().press("Enter");
  }
}

/** The text of a table's body, row by row and cell by cell. */
export async function tableOf(figure: Locator, name: string | RegExp): Promise<string[][]> {
  const rows = await figure.getByRole("table", { name }).locator("tbody tr").all();
  return await Promise.all(
    rows.map(async (row) =>
      (await row.locator("th, td").allInnerTexts()).map((text) => text.trim())
    ),
  );
}
