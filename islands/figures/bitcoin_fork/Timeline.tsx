import { type Block, type Chain, HOURS_MAX, type Night, type Settings } from "./fork.ts";
import { showHours } from "./tell_night.ts";

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 44;
const RIGHT = 84;
const TOP = 26;
const BOTTOM = 34;

/** Both chains: their lengths over time, a mark for each block. */
export function Timeline({ settings, night }: { settings: Settings; night: Night }) {
  const { blocks, joinedHour, voidBlocks } = night;
  const isFollowed = joinedHour !== undefined && voidBlocks > 0;
  const toHour = isFollowed ? Math.min(HOURS_MAX, Math.max(4, joinedHour + 1)) : HOURS_MAX;
  const most = Math.max(8, ...blocks.map(({ length }) => length));
  const x = (hour: number) => round(LEFT + hour / toHour * (WIDTH - LEFT - RIGHT));
  const y = (length: number) => round(HEIGHT - BOTTOM - length / most * (HEIGHT - TOP - BOTTOM));
  const lineEnd = (chain: Chain) => chain === "new" && isFollowed ? joinedHour : toHour;
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Both chains over time"
      class="sideways border-b border-line px-2 py-3"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        class="h-auto w-full min-w-[34rem]"
        aria-hidden="true"
      >
        <Axes {...{ x, y, toHour, most }} />
        {settings.moved.length > 0 && <Mark x={x(settings.movedHour)} text="pools move" />}
        {isFollowed && <Mark x={x(joinedHour)} text={showHours(joinedHour)} isGood />}
        {(["old", "new"] as const).map((chain) => (
          <Line
            key={chain}
            {...{ chain, x, y }}
            blocks={blocks.filter((block) => block.chain === chain)}
            endHour={lineEnd(chain)}
            isVoid={chain === "new" && isFollowed}
          />
        ))}
      </svg>
    </div>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

type Scale = (value: number) => number;

function Axes({ x, y, toHour, most }: { x: Scale; y: Scale; toHour: number; most: number }) {
  const hourStep = toHour > 12 ? 4 : 1;
  const lengthStep = [2, 5, 10, 20, 50].find((step) => most / step <= 6)!;
  const hours = Array.from({ length: Math.floor(toHour / hourStep) + 1 }, (_, i) => i * hourStep);
  const lengths = Array.from(
    { length: Math.floor(most / lengthStep) + 1 },
    (_, i) => i * lengthStep,
  );
  return (
    <>
      {lengths.map((length) => (
        <g key={length}>
          <path d={`M${LEFT} ${y(length)}H${WIDTH - RIGHT}`} class="stroke-line" />
          <text x={LEFT - 8} y={y(length) + 4} text-anchor="end" class="fill-muted text-[12px]">
            {length}
          </text>
        </g>
      ))}
      {hours.map((hour) => (
        <text
          key={hour}
          x={x(hour)}
          y={HEIGHT - 14}
          text-anchor="middle"
          class="fill-muted text-[12px]"
        >
          {hour} h
        </text>
      ))}
      <text x="4" y="14" class="fill-muted text-[12px]">blocks since the split</text>
    </>
  );
}

function Mark({ x, text, isGood = false }: { x: number; text: string; isGood?: boolean }) {
  return (
    <>
      <path
        d={`M${x} ${TOP - 4}V${HEIGHT - BOTTOM}`}
        class={isGood ? "stroke-good" : "stroke-muted"}
        stroke-width={isGood ? 2 : 1.2}
        stroke-dasharray={isGood ? undefined : "3 4"}
      />
      <text
        x={x + 5}
        y={isGood ? HEIGHT - BOTTOM - 8 : TOP + 6}
        class={`text-[12px] ${isGood ? "fill-good font-semibold" : "fill-muted"}`}
      >
        {isGood ? `joined, ${text}` : text}
      </text>
    </>
  );
}

/** A chain as steps: up at each block. */
function Line({ chain, blocks, endHour, isVoid, x, y }: {
  chain: Chain;
  blocks: readonly Block[];
  endHour: number;
  isVoid: boolean;
  x: Scale;
  y: Scale;
}) {
  const [fill, stroke] = chain === "new"
    ? ["fill-accent", "stroke-accent"]
    : ["fill-ink", "stroke-ink"];
  const length = blocks.at(-1)?.length ?? 0;
  const steps = blocks.map((block) => `H${x(block.hour)}V${y(block.length)}`).join("");
  const size = blocks.length > 60 ? 4 : 7;
  return (
    <g>
      <path
        d={`M${x(0)} ${y(0)}${steps}H${x(endHour)}`}
        fill="none"
        class={stroke}
        stroke-width="2"
        stroke-dasharray={isVoid ? "4 3" : undefined}
      />
      {blocks.map((block) => (
        <rect
          key={block.length}
          x={x(block.hour) - size / 2}
          y={y(block.length) - size / 2}
          width={size}
          height={size}
          class={isVoid ? `fill-panel ${stroke}` : fill}
          stroke-width="1.2"
        />
      ))}
      <text
        x={x(endHour) + 8}
        y={y(length) + (isVoid ? 20 : 4)}
        class={`text-[13px] font-semibold ${fill}`}
      >
        {isVoid ? "new: void" : `${chain} chain`}
      </text>
    </g>
  );
}
