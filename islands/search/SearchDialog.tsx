import { useEffect, useRef, useState } from "preact/hooks";
import { HitText } from "@/components/HitText.tsx";
import { findHits, type Hit, type SearchIndex } from "@/lib/search.ts";
import { loadIndex } from "./load_index.ts";

export { loadIndex };

export interface SearchDialogProps {
  readonly onClose: () => void;
}

/** Search as one types. The arrows choose, Enter goes there, Escape closes. */
export function SearchDialog({ onClose }: SearchDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { index, hasFailed } = useIndex();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current!.showModal(), []);
  const hits = index === undefined || query.trim() === "" ? [] : findHits(index, query);
  const go = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    location.assign(hit.path);
    dialog.current!.close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && hits.length > 0) {
      event.preventDefault();
      setChosen((chosen + by + hits.length) % hits.length);
    } else if (event.key === "Enter" && !event.isComposing && hits.length > 0) {
      event.preventDefault();
      go(hits[chosen]);
    }
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Search"
      onClose={onClose}
      // A click beside it, on the backdrop, is a click on the dialog itself.
      onClick={(event) => event.target === dialog.current && dialog.current!.close()}
      class="search-dialog"
    >
      <form
        action="/search"
        onKeyDown={onKeyDown}
        class="flex items-center gap-3 border-b border-line px-4 sm:px-5"
      >
        <SearchInput
          query={query}
          hasHits={hits.length > 0}
          chosen={chosen}
          onQuery={(next) => {
            setQuery(next);
            setChosen(0);
          }}
        />
        <button
          type="button"
          onClick={() => dialog.current!.close()}
          class="rounded border border-line px-2 py-1 text-xs text-muted hover:border-muted hover:text-ink"
        >
          <span class="sm:sr-only">Close</span>
          <span aria-hidden="true" class="hidden sm:inline">Esc</span>
        </button>
      </form>
      <Hits hits={hits} chosen={chosen} onGo={go} />
      <p role="status" class={hits.length > 0 ? "sr-only" : "px-5 py-5 text-muted"}>
        {describe({ query, hits, index, hasFailed })}
      </p>
    </dialog>
  );
}

function useIndex() {
  const [index, setIndex] = useState<SearchIndex>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    loadIndex().then((loaded) => setIndex(() => loaded), () => setHasFailed(true));
  }, []);
  return { index, hasFailed };
}

const OPTION = "search-option-";

function SearchInput({ query, hasHits, chosen, onQuery }: {
  query: string;
  hasHits: boolean;
  chosen: number;
  onQuery: (query: string) => void;
}) {
  return (
    <input
      type="search"
      name="q"
      list={undefined}
      value={query}
      autofocus
      autocomplete="off"
      spellcheck={false}
      enterkeyhint="search"
      placeholder="quorum, fencing token, TrueTime"
      role="combobox"
      aria-label="Search the chapter, the glossary and the exercises"
      aria-autocomplete="list"
      aria-expanded={hasHits}
      aria-controls="search-hits"
      aria-activedescendant={hasHits ? OPTION + chosen : undefined}
      onInput={(event) => onQuery(event.currentTarget.value)}
      class="h-14 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-muted"
    />
  );
}

function Hits({ hits, chosen, onGo }: {
  hits: readonly Hit[];
  chosen: number;
  onGo: (hit: Hit) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  return (
    <ul
      ref={list}
      id="search-hits"
      role="listbox"
      aria-label="Found"
      class="min-h-0 overflow-y-auto [&:not(:empty)]:p-2"
    >
      {hits.map((hit, index) => (
        <li
          key={hit.path}
          id={OPTION + index}
          role="option"
          aria-selected={index === chosen}
          onClick={() => onGo(hit)}
          class={`cursor-pointer rounded-lg border-l-[3px] px-3 py-2.5 ${
            index === chosen ? "border-accent bg-sunken" : "border-transparent hover:bg-sunken"
          }`}
        >
          <HitText hit={hit} />
        </li>
      ))}
    </ul>
  );
}

function describe(state: {
  query: string;
  hits: readonly Hit[];
  index: SearchIndex | undefined;
  hasFailed: boolean;
}): string {
  const { query, hits, index, hasFailed } = state;
  if (hasFailed) return "The index could not be loaded. Close this, and try it again.";
  if (query.trim() === "") {
    return "Type a word or two. The chapter, the glossary and the exercises are searched.";
  }
  if (index === undefined) return "Loading the index.";
  if (hits.length === 0) return `Nothing has all of these words: ${query.trim()}`;
  return hits.length === 1 ? "1 place" : `${hits.length} places. Choose with the arrows.`;
}
