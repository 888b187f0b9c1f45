import MiniSearch from "minisearch";
import { asset } from "fresh/runtime";
import { INDEX_OPTIONS, type SearchIndex } from "@/lib/search.ts";

let index: Promise<SearchIndex> | undefined;

/** The index that the build made: fetched once, and from then on no network is needed. */
export function loadIndex(): Promise<SearchIndex> {
  index ??= fetchIndex();
  // What failed once may succeed the next time.
  index.catch(() => index = undefined);
  return index;
}

async function fetchIndex(): Promise<SearchIndex> {
  const response = await fetch(asset("/search.json"));
  if (!response.ok) throw new Error(`The index answered ${response.status}`);
  return MiniSearch.loadJSON(await response.text(), INDEX_OPTIONS) as unknown as SearchIndex;
}
