import { findOnPath } from "./find_on_path.ts";
import { installPackage } from "./install_package.ts";

/** A browser for the browser tests, or what to do to get one. */
export type Browser = { readonly path: string } | { readonly advice: string };

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Finds Chromium. Where there is none and this is Debian's root, Debian's is installed. */
export async function findChromium(): Promise<Browser> {
  const told = Deno.env.get("CHROMIUM");
  if (told) return { path: told };
  const found = await findOnPath(NAMES) ??
    (await installPackage("chromium") ? await findOnPath(NAMES) : undefined);
  if (found !== undefined) return { path: found };
  return { advice: "run `sudo apt-get install chromium`, or set CHROMIUM to its path" };
}
