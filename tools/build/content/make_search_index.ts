import MiniSearch from "minisearch";
import { INDEX_OPTIONS, type Passage } from "@/lib/search.ts";

/** The index as JSON, to be loaded by `MiniSearch.loadJSON` with the same options. */
export function makeSearchIndex(passages: readonly Passage[]): string {
  const index = new MiniSearch<Passage>(INDEX_OPTIONS);
  index.addAll(passages);
  return JSON.stringify(index);
}
