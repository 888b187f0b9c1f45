import type { Step } from "./clients.ts";
import { type Measured, showMs } from "./measure.ts";

const LEFT = 122;
const RIGHT = 500;
const WIDTH = 690;
const ROW = 25;
const TOP = 26;

/** Each client's operations over time: a row for everything that they want to know or to say. */
export function Operations({ measured }: { measured: Measured }) {
  const rows = rowsOf(measured.steps);
  const endMs = Math.max(1, ...measured.steps.map(({ returnedMs }) => returnedMs));
  const x = (ms: number) => LEFT + ms / endMs * (RIGHT - LEFT);
  const height = TOP + rows.length * ROW + 4;
  const stepMs = [1, 5, 10, 20, 50, 100, 200, 500].find((step) => endMs / step <= 6) ?? 1000;
  const ticks = Array.from(
    { length: Math.floor(endMs / stepMs) + 1 },
    (_, index) => index * stepMs,
  );
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="The clients' operations over time"
      class="sideways border-b border-line px-3 py-3"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        class="h-auto w-full min-w-[38rem]"
        aria-hidden="true"
      >
        {ticks.map((ms) => (
          <g key={ms}>
            <path d={`M${x(ms)} ${TOP - 8}V${height}`} class="stroke-line" />
            <text
              x={x(ms)}
              y={TOP - 12}
              text-anchor="middle"
              class="fill-muted text-[11px] tabular-nums"
            >
              {ms} ms
            </text>
          </g>
        ))}
        {rows.map((steps, index) => <Row key={index} steps={steps} y={TOP + index * ROW} x={x} />)}
      </svg>
    </div>
  );
}

function Row({ steps, y, x }: { steps: readonly Step[]; y: number; x: (ms: number) => number }) {
  const [{ client, kind, key }] = steps;
  const isMissed = steps.at(-1)!.value === 0;
  return (
    <g>
      <text x={0} y={y + 16} class="fill-ink text-[12.5px]">
        <tspan class="font-semibold">{client}</tspan> {kind}s {key}
      </text>
      {steps.map(({ calledMs, returnedMs, value }, index) => (
        <rect
          key={index}
          x={x(calledMs)}
          y={y + 5}
          width={Math.max(3, x(returnedMs) - x(calledMs))}
          height="13"
          rx="2"
          class={kind === "write"
            ? "fill-accent"
            : value === 1
            ? "fill-good"
            : "fill-panel stroke-muted"}
          stroke-width="1.2"
        />
      ))}
      <text
        x={RIGHT + 14}
        y={y + 16}
        class={`text-[12.5px] tabular-nums ${isMissed ? "fill-ink" : "fill-muted"}`}
      >
        {tellRow(steps)}
      </text>
    </g>
  );
}

/** The steps of each client, kind and key, in the order in which they begin. */
export function rowsOf(steps: readonly Step[]): Step[][] {
  const rows = new Map<string, Step[]>();
  for (const step of steps) {
    const name = `${step.client} ${step.kind} ${step.key}`;
    rows.set(name, [...rows.get(name) ?? [], step]);
  }
  return [...rows.values()].sort(([one], [other]) =>
    one.client < other.client ? -1 : one.client > other.client ? 1 : 0
  );
}

export function tellRow(steps: readonly Step[]): string {
  const { kind, value, calledMs, returnedMs } = steps.at(-1)!;
  const took = showMs(returnedMs - calledMs);
  if (kind === "write") return `confirmed after ${took}`;
  const looks = steps.length === 1 ? "" : `, look ${steps.length}`;
  return `${value === 1 ? "✓ sees it" : "sees nothing"}${looks}, ${took}`;
}
