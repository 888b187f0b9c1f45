import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ShownHint } from "@/db/hints.ts";
import type { HintsProps } from "@/islands/Hints.tsx";
import { loadHints } from "./sections.ts";

/** What the page, and the island on it, may know of an exercise's hints: those that were asked for. */
export async function describeHints(
  slug: string,
  asked: readonly ShownHint[],
): Promise<HintsProps> {
  const all = await loadHints(slug);
  const shown = all.slice(0, asked.length).map((Hint) => renderToString(h(Hint, {})));
  return { slug, of: all.length, shown };
}
