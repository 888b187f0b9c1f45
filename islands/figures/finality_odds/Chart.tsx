import { BLOCKS_MAX, estimate, race, RACES, type Settings } from "./odds.ts";

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 66;
const RIGHT = 62;
const TOP = 16;
const BOTTOM = 42;
/** The axis goes down by powers of ten. */
const POWERS = 6;
const SHARES = [10, 20, 30, 40, 45];

const x = (blocks: number) => LEFT + blocks / BLOCKS_MAX * (WIDTH - LEFT - RIGHT);
const y = (odds: number) =>
  TOP + Math.min(POWERS, -Math.log10(odds)) / POWERS * (HEIGHT - TOP - BOTTOM);

/** The odds over the number of blocks, for the reader's attacker and some others. */
export function Chart({ settings }: { settings: Settings }) {
  const { share, blocks } = settings;
  const undone = race(settings) / RACES;
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="The odds over the number of blocks"
      class="sideways border-b border-line px-2 py-3"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        class="h-auto w-full min-w-[34rem]"
        aria-hidden="true"
      >
        <Axes />
        {SHARES.filter((each) => Math.abs(each - share) > 2).map((each) => (
          <Curve key={each} share={each} />
        ))}
        <Curve share={share} isChosen />
        <path d={`M${x(blocks)} ${TOP}V${HEIGHT - BOTTOM}`} class="stroke-accent" opacity="0.5" />
        <circle cx={x(blocks)} cy={y(estimate(share, blocks))} r="7" class="fill-accent" />
        {undone > 0 && (
          <path
            d={`M${x(blocks) - 7} ${y(undone)}h14m-7 -7v14`}
            class="stroke-warn"
            stroke-width="3"
          />
        )}
      </svg>
    </div>
  );
}

function Axes() {
  return (
    <>
      {Array.from({ length: POWERS + 1 }, (_, power) => (
        <g key={power}>
          <path d={`M${LEFT} ${y(10 ** -power)}H${WIDTH - RIGHT}`} class="stroke-line" />
          <text
            x={LEFT - 8}
            y={y(10 ** -power) + 4}
            text-anchor="end"
            class="fill-muted text-[12px] tabular-nums"
          >
            {power < 3 ? `${100 / 10 ** power} %` : `${(100 / 10 ** power).toFixed(power - 2)} %`}
          </text>
        </g>
      ))}
      {[0, 3, 6, 9, 12, 15].map((blocks) => (
        <text
          key={blocks}
          x={x(blocks)}
          y={HEIGHT - 22}
          text-anchor="middle"
          class="fill-muted text-[12px]"
        >
          {blocks}
        </text>
      ))}
      <text x={WIDTH - RIGHT} y={HEIGHT - 5} text-anchor="end" class="fill-muted text-[12px]">
        blocks on top
      </text>
    </>
  );
}

function Curve({ share, isChosen = false }: { share: number; isChosen?: boolean }) {
  const all = Array.from({ length: BLOCKS_MAX + 1 }, (_, blocks) => blocks);
  const shown = all.filter((blocks) => estimate(share, blocks) >= 10 ** -POWERS);
  const last = shown.at(-1)!;
  const points = shown.map((blocks) => `${x(blocks)} ${y(estimate(share, blocks)).toFixed(1)}`);
  return (
    <g>
      <path
        d={`M${points.join("L")}`}
        fill="none"
        class={isChosen ? "stroke-accent" : "stroke-muted"}
        stroke-width={isChosen ? 3 : 1.2}
        stroke-dasharray={isChosen ? undefined : "4 4"}
      />
      <text
        x={x(last) + 6}
        y={y(estimate(share, last)) + (last === BLOCKS_MAX ? 4 : -4)}
        paint-order="stroke"
        stroke-width="5"
        class={`stroke-panel text-[12px] ${isChosen ? "fill-accent font-semibold" : "fill-muted"}`}
      >
        {share} %
      </text>
    </g>
  );
}
