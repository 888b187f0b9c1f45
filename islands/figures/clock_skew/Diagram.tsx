import { NODE_INDICES, NODES } from "../vector_clocks/history.ts";
import { type Morning, PAUSE_MS, type Stamped } from "./clocks.ts";
import { showMs } from "./tell_morning.ts";

const TOP = 40;
const LANE = 74;
const LEFT = 62;
const HEIGHT = TOP + 2 * LANE + 44;
const MS_WIDTH = 3.4;
const RADIUS = 12;
/** Lanes go on to the edge, however wide the figure is. */
const LANE_END = 4_000;

/** What truly happens, from left to right; beside each event stands what its node's clock says. */
export function Diagram({ morning, wrong }: { morning: Morning; wrong: ReadonlySet<number> }) {
  const { events, history } = morning;
  const lastMs = Math.max(...events.map(({ trueMs }) => trueMs), PAUSE_MS);
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="What truly happens"
      class="flex sideways border-b border-line"
    >
      <svg
        width={LEFT + (lastMs + 14) * MS_WIDTH}
        height={HEIGHT}
        aria-hidden="true"
        class="max-w-none flex-[1_0_auto]"
      >
        {NODE_INDICES.map((node) => (
          <g key={node}>
            <path
              d={`M${LEFT - 20} ${yOf(node)}H${LANE_END}`}
              class="stroke-line"
              stroke-width="2"
            />
            <text x="14" y={yOf(node) + 5} class="fill-ink font-mono text-[14px] font-semibold">
              {NODES[node]}
            </text>
          </g>
        ))}
        {history.messages.map(({ number, sent, received }) => (
          <Arrow key={number} from={events[sent]} to={events[received!]} />
        ))}
        {events.map((stamped) => (
          <Mark
            key={stamped.event.index}
            stamped={stamped}
            isWrong={wrong.has(stamped.event.index)}
          />
        ))}
      </svg>
    </div>
  );
}

function xOf({ trueMs }: Stamped): number {
  return LEFT + trueMs * MS_WIDTH;
}

function yOf(node: number): number {
  return TOP + node * LANE;
}

function Arrow({ from, to }: { from: Stamped; to: Stamped }) {
  const [x, y] = [xOf(from), yOf(from.event.node)];
  const [dx, dy] = [xOf(to) - x, yOf(to.event.node) - y];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const tip = { x: xOf(to) - ux * (RADIUS + 2), y: y + dy - uy * (RADIUS + 2) };
  const wing = (side: number) =>
    `${tip.x - ux * 8 - side * uy * 4} ${tip.y - uy * 8 + side * ux * 4}`;
  return (
    <path
      d={`M${x} ${y}L${tip.x} ${tip.y}M${wing(1)}L${tip.x} ${tip.y}L${wing(-1)}`}
      fill="none"
      class="stroke-muted"
      stroke-width="1.8"
    />
  );
}

function Mark({ stamped, isWrong }: { stamped: Stamped; isWrong: boolean }) {
  const { event, wallMs } = stamped;
  const [x, y] = [xOf(stamped), yOf(event.node)];
  const [fill, stroke] = isWrong ? ["fill-bad", "stroke-bad"] : ["fill-ink", "stroke-ink"];
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r={RADIUS}
        class={`fill-panel ${stroke}`}
        stroke-width={isWrong ? 3 : 1.6}
        stroke-dasharray={isWrong ? "4 3" : undefined}
      />
      <text
        x={x}
        y={y + 4.5}
        text-anchor="middle"
        class={`text-[13px] font-semibold ${fill}`}
      >
        {event.name}
      </text>
      <text
        x={x}
        y={event.node === 0 ? y - 18 : y + 29}
        text-anchor="middle"
        paint-order="stroke"
        stroke-width="5"
        class={`stroke-panel text-[12px] tabular-nums ${isWrong ? "fill-bad" : "fill-muted"}`}
      >
        {showMs(wallMs)}
      </text>
    </g>
  );
}
