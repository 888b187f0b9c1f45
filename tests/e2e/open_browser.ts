import type { Browser } from "playwright-core";

/**
 * Chromium, with nothing that would call home. We start it ourselves and hand the driver its
 * address: a driver that starts browsers asks for all permissions.
 */
export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

const FLAGS = [
  "--headless",
  // Root has no sandbox in Chromium, and all pages are our own.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--remote-debugging-port=0",
];

export async function openBrowser(): Promise<OpenBrowser> {
  const profile = await Deno.makeTempDir({ prefix: "chromium-" });
  const process = new Deno.Command(Deno.env.get("CHROMIUM") ?? "chromium", {
    args: [...FLAGS, `--user-data-dir=${profile}`, "about:blank"],
    // Its own caches and settings go where the profile is.
    env: { HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const errors = process.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const address = await readAddress(errors);
  const drained = drain(errors);
  const { chromium } = await importDriver();
  const browser = await chromium.connectOverCDP(address);
  return {
    browser,
    async close() {
      const session = await browser.newBrowserCDPSession();
      // It closes its profile's files first; the connection ends with it.
      await session.send("Browser.close").catch(() => {});
      await process.status;
      await browser.close();
      await drained;
      await Deno.remove(profile, { recursive: true });
    },
  };
}

/** The driver looks for Windows below /proc when it is loaded, unless it is told not to. */
async function importDriver(): Promise<typeof import("playwright-core")> {
  Deno.env.set("__IS_WSL_TEST__", "1");
  return await import("playwright-core");
}

async function readAddress(errors: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  for (;;) {
    const { value, done } = await errors.read();
    if (done) throw new Error(`Chromium ended, and it said: ${text}`);
    text += value;
    const address = text.match(/ws:\/\/\S+(?=\s)/);
    if (address !== null) return address[0];
  }
}

/** Reads on, so that the browser is never held up by a full pipe. */
async function drain(errors: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await errors.read()).done);
}
