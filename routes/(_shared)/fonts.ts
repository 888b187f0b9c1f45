import type { Manifest } from "@/fresh/build_cache.ts";

const MANIFEST = new URL("../../_fresh/manifest.json", import.meta.url);

/** What every page shows at its top: titles, and text to read. */
const FIRST = /^\/fonts\/(?:instrument-sans|source-serif-4)-latin-wght-normal-/;

let urls: readonly string[] | undefined;

/** The fonts that a page needs at once: told early, they are there when the text is. */
export function firstFonts(): readonly string[] {
  urls ??= Object.keys((JSON.parse(Deno.readTextFileSync(MANIFEST)) as Manifest).files)
    .filter((url) => FIRST.test(url));
  return urls;
}
