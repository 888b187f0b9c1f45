import { type Outcome, type Settings, show, type Transaction } from "./commit.ts";

const WIDTH = 640;
const LEFT = 20;
const ROW = 116;
const TOP = 34;

/** Both transactions over true time: what a clock says, what is done, and where the stamp lies. */
export function Timeline({ outcome, settings }: { outcome: Outcome; settings: Settings }) {
  const { first, second } = outcome;
  const fromMs = Math.min(0, first.earliestMs) - 1;
  const toMs = Math.max(second.doneMs, second.stampMs, first.stampMs) + 2;
  const x = (ms: number) =>
    Math.round((LEFT + (ms - fromMs) / (toMs - fromMs) * (WIDTH - 2 * LEFT)) * 10) / 10;
  const stepMs = [1, 2, 5, 10, 20, 50].find((step) => (toMs - fromMs) / step <= 12) ?? 100;
  const ticks: number[] = [];
  for (let ms = 0; ms <= toMs; ms += stepMs) ticks.push(ms);
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Both transactions over true time"
      class="sideways border-b border-line px-2 py-3"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${TOP + 2 * ROW}`}
        class="h-auto w-full min-w-[34rem]"
        aria-hidden="true"
      >
        {ticks.map((ms) => (
          <g key={ms}>
            <path d={`M${x(ms)} ${TOP - 12}V${TOP + 2 * ROW}`} class="stroke-line" />
            <text
              x={x(ms)}
              y={TOP - 18}
              text-anchor="middle"
              class="fill-muted text-[12px] tabular-nums"
            >
              {ms} ms
            </text>
          </g>
        ))}
        <Row {...{ transaction: first, x, settings }} y={TOP} name="First, on A" />
        <Row {...{ transaction: second, x, settings }} y={TOP + ROW} name="Second, on B" />
      </svg>
    </div>
  );
}

function Row({ transaction, x, y, name, settings }: {
  transaction: Transaction;
  x: (ms: number) => number;
  y: number;
  name: string;
  settings: Settings;
}) {
  const { startMs, earliestMs, latestMs, stampMs, replicatedMs, surelyPastMs, doneMs } =
    transaction;
  const bar = (from: number, to: number) => ({ x: x(from), width: Math.max(1, x(to) - x(from)) });
  return (
    <g>
      <text x={LEFT} y={y + 12} class="fill-ink text-[13px] font-semibold">{name}</text>
      <rect
        {...bar(earliestMs, latestMs)}
        y={y + 22}
        height="16"
        rx="3"
        class="fill-accent"
        opacity="0.22"
      />
      <path d={`M${x(startMs)} ${y + 18}v24`} class="stroke-ink" stroke-width="2.5" />
      <rect
        {...bar(startMs, replicatedMs)}
        y={y + 48}
        height="12"
        rx="3"
        class="fill-muted"
        opacity="0.55"
      />
      {settings.waits && (
        <rect
          {...bar(startMs, surelyPastMs)}
          y={y + 64}
          height="12"
          rx="3"
          class="fill-warn"
          opacity="0.7"
        />
      )}
      <path d={`M${x(doneMs)} ${y + 44}v36`} class="stroke-good" stroke-width="3" />
      <path
        d={`M${x(stampMs)} ${y + 20}l7 10l-7 10l-7 -10z`}
        class="fill-accent stroke-panel"
        stroke-width="1.5"
      />
      <text
        x={x(stampMs)}
        y={y + 96}
        text-anchor="middle"
        class="fill-accent text-[12px] font-semibold tabular-nums"
      >
        stamp {show(stampMs)}
      </text>
    </g>
  );
}
