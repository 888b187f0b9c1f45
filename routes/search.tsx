import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { HitText } from "@/components/HitText.tsx";
import { define } from "@/define.ts";
import { findHits } from "@/lib/search.ts";
import { searchIndex } from "@/routes/(_shared)/search_index.ts";

/** Nobody looks for more than this: the rest is not read. */
const QUERY_CHARS_MAX = 200;

export const handler = define.handlers({
  async GET(ctx) {
    const query = (ctx.url.searchParams.get("q") ?? "").trim().slice(0, QUERY_CHARS_MAX);
    const hits = query === "" ? [] : findHits(await searchIndex(), query);
    return page({ query, hits });
  },
});

export default define.page<typeof handler>(({ data: { query, hits } }) => (
  <div class="mx-auto max-w-3xl px-4 py-14 sm:px-8 sm:py-20">
    <Head>
      <title>{`${query === "" ? "Search" : `Search: ${query}`} · Truthlab`}</title>
      <meta name="robots" content="noindex" />
    </Head>
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">Search</h1>
    <form action="/search" role="search" class="mt-8 flex gap-3">
      <input
        type="search"
        name="q"
        value={query}
        maxlength={QUERY_CHARS_MAX}
        aria-label="Search the chapter, the glossary and the exercises"
        class="h-11 min-w-0 flex-1 rounded-md border border-line bg-panel px-3.5 text-lg"
      />
      <Button>Search</Button>
    </form>
    <p class="mt-6 text-muted">
      {query === ""
        ? "The chapter, the glossary and the exercises are searched."
        : hits.length === 0
        ? `Nothing has all of these words: ${query}`
        : hits.length === 1
        ? "1 place"
        : `${hits.length} places`}
    </p>
    {hits.length > 0 && (
      <ol class="mt-2 border-t-2 border-ink">
        {hits.map((hit) => (
          <li key={hit.path} class="border-b border-line">
            <a href={hit.path} class="block py-4 hover:text-accent">
              <HitText hit={hit} />
            </a>
          </li>
        ))}
      </ol>
    )}
  </div>
));
