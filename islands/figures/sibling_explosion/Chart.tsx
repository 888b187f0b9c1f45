import type { Party } from "./party.ts";
import { type Kind, KINDS } from "./stores.ts";

const WIDTH = 340;
const HEIGHT = 170;
const LEFT = 32;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 24;

/** How each bookkeeping is drawn: a colour, and a dash that says the same. */
export const LINES: Readonly<Record<Kind, { readonly stroke: string; readonly dash?: string }>> = {
  client: { stroke: "stroke-accent" },
  careless: { stroke: "stroke-warn", dash: "7 4" },
  cautious: { stroke: "stroke-bad", dash: "2 3" },
  dotted: { stroke: "stroke-good", dash: "11 3 2 3" },
};

/** One measure over the writes, a line for each bookkeeping. */
export function Chart({ party, measure, title }: {
  party: Party;
  measure: "siblings" | "entries";
  title: string;
}) {
  const { history } = party;
  const most = Math.max(4, ...history.flatMap((each) => KINDS.map((kind) => each[kind][measure])));
  const x = (write: number) => LEFT + write / Math.max(10, history.length) * (WIDTH - LEFT - RIGHT);
  // Lines that are equal lie beside each other.
  const y = (count: number, kind: Kind) =>
    HEIGHT - BOTTOM - count / most * (HEIGHT - TOP - BOTTOM) - 2.5 * KINDS.indexOf(kind);
  return (
    <div class="min-w-0 px-4 py-3 sm:px-5">
      <p class="text-sm font-medium">{title}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="h-auto w-full" aria-hidden="true">
        {[0, Math.ceil(most / 2), most].map((count) => (
          <g key={count}>
            <path
              d={`M${LEFT} ${y(count, "client")}H${WIDTH - RIGHT}`}
              class="stroke-line"
            />
            <text
              x={LEFT - 6}
              y={y(count, "client") + 4}
              text-anchor="end"
              class="fill-muted text-[11px] tabular-nums"
            >
              {count}
            </text>
          </g>
        ))}
        <text x={WIDTH - RIGHT} y={HEIGHT - 6} text-anchor="end" class="fill-muted text-[11px]">
          {party.writes === 1 ? "1 write" : `${party.writes} writes`}
        </text>
        {KINDS.map((kind) => (
          <path
            key={kind}
            d={`M${x(0)} ${y(0, kind)}` +
              history.map((each, index) => `L${x(index + 1)} ${y(each[kind][measure], kind)}`).join(
                "",
              )}
            fill="none"
            class={LINES[kind].stroke}
            stroke-width="2"
            stroke-dasharray={LINES[kind].dash}
          />
        ))}
      </svg>
    </div>
  );
}
