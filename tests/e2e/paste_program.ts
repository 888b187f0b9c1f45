import type { Page } from "playwright-core";

/** Pastes a whole program into the editor, in place of what is there. */
export async function pasteProgram(page: Page, program: string): Promise<void> {
  const editor = page.locator(".cm-content").first();
  await editor.click();
  await page.keyboard.press("Control+a");
  await editor.evaluate((node, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    node.dispatchEvent(new ClipboardEvent("paste", options));
  }, program);
}
