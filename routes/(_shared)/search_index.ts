import MiniSearch from "minisearch";
import { INDEX_OPTIONS, type SearchIndex } from "@/lib/search.ts";

const FILE = new URL("../../_fresh/content/search.json", import.meta.url);

let index: Promise<SearchIndex> | undefined;

/** The index that browsers get too, for those who search without JavaScript. */
export function searchIndex(): Promise<SearchIndex> {
  return index ??= Deno.readTextFile(FILE).then((json) =>
    MiniSearch.loadJSON(json, INDEX_OPTIONS) as unknown as SearchIndex
  );
}
