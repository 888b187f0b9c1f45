import { Cable } from "../kit/Cable.tsx";
import { NAMES, type Night, type Shop } from "./night.ts";
import { STOCK } from "./shop_node.ts";

/** Both copies, and the cable between them. */
export function Shops({ night }: { night: Night }) {
  return (
    <div class="grid items-stretch border-b border-line px-4 py-4 sm:grid-cols-[1fr_7rem_1fr] sm:px-5">
      <Copy night={night} shop="berlin" />
      <Cable isCut={night.isCut} />
      <Copy night={night} shop="madrid" />
    </div>
  );
}

function Copy({ night, shop }: { night: Night; shop: Shop }) {
  const sales = night.copies[shop];
  const stock = STOCK - sales.length;
  return (
    <div
      role="group"
      aria-label={`${NAMES[shop]}'s copy`}
      class="min-h-[8rem] rounded-lg border border-line bg-sunken px-4 py-3"
    >
      <p class="flex items-baseline justify-between gap-2 text-sm">
        <strong class="text-base">{NAMES[shop]}</strong>
        <span class={stock < 0 ? "font-semibold text-bad" : "text-muted"}>
          in stock: <span class="tabular-nums">{String(stock).replace("-", "−")}</span>
        </span>
      </p>
      <ul class="mt-2 space-y-1.5 text-sm">
        {Array.from(
          { length: Math.max(STOCK, sales.length) },
          (_, index) => (
            <li key={index} class="flex items-center gap-2">
              <Lamp isLit={sales[index] === undefined} isReal={index < STOCK} />
              {sales[index] === undefined ? "for sale" : (
                <span>
                  sold to <strong>{sales[index].buyer}</strong>{" "}
                  <span class="text-muted tabular-nums">at {sales[index].atMs} ms</span>
                </span>
              )}
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

/** A lamp, lit while it is for sale, and only an outline where there is none. */
function Lamp({ isLit, isReal }: { isLit: boolean; isReal: boolean }) {
  return (
    <svg viewBox="0 0 24 28" class="h-8 w-7 shrink-0" aria-hidden="true">
      <path
        d="M7 3h10l4 11H3z"
        class={isLit ? "fill-warn stroke-warn" : "fill-panel stroke-muted"}
        stroke-width="1.6"
        stroke-linejoin="round"
        stroke-dasharray={isReal ? undefined : "2 2.5"}
      />
      <path d="M12 14v10M7 25.5h10" class="stroke-muted" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
