import { SourceTag } from "../kit/SourceTag.tsx";
import { isForbidden, type Measured, showMs, type Sight, SIGHTS } from "./measure.ts";
import type { Guarantee } from "./replica.ts";

const HEADS: Readonly<Record<Sight, string>> = {
  effect: "answer without its post",
  crossed: "both miss each other",
  stale: "old after confirmed",
};

/** The same operations under each guarantee: what they took, and what was seen. */
export function Comparison({ all, chosen }: { all: readonly Measured[]; chosen: Guarantee }) {
  const mostMs = Math.max(1, ...all.flatMap(({ readMs, writeMs }) => [readMs, writeMs]));
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Comparison of the guarantees"
      class="sideways px-4 py-3 text-sm sm:px-5"
    >
      <table class="w-full min-w-[38rem]">
        <caption class="pb-1.5 text-left font-medium">
          {/* The table is wider than a phone, and its caption shall not be. */}
          <span class="block max-w-[calc(100vw-4.5rem)]">
            The same operations under each guarantee, measured <SourceTag source="computed" />
          </span>
        </caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="pr-2 text-left font-normal">Guarantee</th>
            <th scope="col" class="pr-2 text-left font-normal">a read</th>
            <th scope="col" class="pr-2 text-left font-normal">a write</th>
            {SIGHTS.map((sight) => (
              <th key={sight} scope="col" class="pr-2 text-left font-normal">{HEADS[sight]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map(({ guarantee, readMs, writeMs, seen }) => (
            <tr key={guarantee} class={guarantee === chosen ? "bg-sunken" : ""}>
              <th
                scope="row"
                class={`py-1 pl-1 pr-2 text-left ${
                  guarantee === chosen ? "font-semibold" : "font-normal"
                }`}
              >
                {guarantee}
              </th>
              {[readMs, writeMs].map((ms, index) => (
                <td key={index} class="pr-3 tabular-nums">
                  {showMs(ms)}
                  <svg
                    viewBox="0 0 100 5"
                    preserveAspectRatio="none"
                    class="block h-1 w-full"
                    aria-hidden="true"
                  >
                    <rect width={Math.max(1, 100 * ms / mostMs)} height="5" class="fill-accent" />
                  </svg>
                </td>
              ))}
              {SIGHTS.map((sight) => (
                <Cell
                  key={sight}
                  isSeen={seen[sight]}
                  isBanned={isForbidden(sight, guarantee)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ isSeen, isBanned }: { isSeen: boolean; isBanned: boolean }) {
  if (isSeen && isBanned) return <td class="pr-2 font-semibold text-bad">✗ seen: broken</td>;
  if (isSeen) return <td class="pr-2 font-medium text-warn">seen, allowed</td>;
  return isBanned
    ? <td class="pr-2 text-good">✓ forbidden</td>
    : <td class="pr-2 text-muted">not this time</td>;
}
