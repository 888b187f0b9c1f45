import { useLive } from "../kit/use_is_live.ts";
import { heapOf, HEAPS, MYTHS } from "./myths.ts";
import type { Sorting } from "./sorting.ts";

/** The three heaps, with the cards that lie on them; a wrong one is marked. */
export function Heaps({ sorting, onShow }: {
  sorting: Sorting;
  onShow: (index: number) => void;
}) {
  const isLive = useLive();
  return (
    <div class="grid border-b border-line sm:grid-cols-3">
      {HEAPS.map((heap) => {
        const cards = MYTHS.map((myth, index) => ({ myth, index }))
          .filter(({ index }) => sorting.heaps[index] === heap);
        return (
          <section
            key={heap}
            aria-label={`Heap: ${heap}`}
            class="min-w-0 border-t border-line px-4 py-3 first:border-t-0 sm:border-l sm:border-t-0 sm:first:border-l-0"
          >
            <p class="flex items-baseline justify-between text-sm font-semibold">
              {heap} <span class="font-normal tabular-nums text-muted">{cards.length}</span>
            </p>
            <ul class="mt-1.5 space-y-1 text-sm leading-snug">
              {cards.map(({ myth, index }) => {
                const isRight = heapOf(myth) === heap;
                return (
                  <li key={myth.text}>
                    <button
                      type="button"
                      disabled={!isLive}
                      aria-pressed={sorting.at === index}
                      onClick={() => onShow(index)}
                      class={`w-full rounded px-1.5 py-1 text-left ${
                        sorting.at === index ? "bg-sunken" : "hover:bg-sunken"
                      }`}
                    >
                      <span class={`font-semibold ${isRight ? "text-good" : "text-bad"}`}>
                        {isRight ? "✓" : "✗"}
                        <span class="sr-only">{isRight ? "right:" : "wrong:"}</span>
                      </span>{" "}
                      {myth.text}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
