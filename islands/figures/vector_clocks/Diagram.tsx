import { tell } from "./comparison.ts";
import {
  type Clock,
  type Event,
  type History,
  type Message,
  NODE_INDICES,
  type NodeIndex,
  NODES,
} from "./history.ts";

/** The names of the nodes stay in sight while the lanes scroll below them. */
const NAMES = 40;
const TOP = 50;
const LANE = 88;
const COLUMN = 62;
const RADIUS = 14;
const HEIGHT = TOP + 2 * LANE + 46;
const COLUMNS_MIN = 4.6;
/** Lanes go on to the edge, however wide the figure is. */
const LANE_END = 4_000;

export interface DiagramProps {
  readonly history: History;
  readonly picks: readonly number[];
  /** The picked events and all that could have influenced them. */
  readonly known: ReadonlySet<number>;
  readonly onPick: (index: number) => void;
}

/** Nodes as lanes, causes from left to right, messages as arrows; an event is a button. */
export function Diagram({ history, picks, known, onPick }: DiagramProps) {
  const { events, messages } = history;
  const columns = Math.max(COLUMNS_MIN, ...events.map(({ depth }) => depth + 0.6));
  return (
    <svg
      width={columns * COLUMN}
      height={HEIGHT}
      role="group"
      aria-label="Space-time diagram: choose two events to compare them"
      class="max-w-none flex-[1_0_auto] font-sans"
    >
      {NODE_INDICES.map((node) => (
        <path
          key={node}
          aria-hidden="true"
          d={`M0 ${yOf(node)}H${LANE_END}`}
          class="stroke-line"
          stroke-width="2"
        />
      ))}
      {events.map((event) => <Step key={event.index} event={event} {...{ events, known }} />)}
      {messages.map((message) => (
        <Arrow key={message.number} message={message} {...{ events, known }} />
      ))}
      {events.map((event) => (
        <EventButton
          key={event.index}
          event={event}
          label={tell(event, messages)}
          isPicked={picks.includes(event.index)}
          isKnown={known.has(event.index)}
          onPick={onPick}
        />
      ))}
    </svg>
  );
}

function xOf({ depth }: Event): number {
  return (depth - 0.4) * COLUMN;
}

function yOf(node: NodeIndex): number {
  return TOP + node * LANE;
}

/** The names of the lanes. */
export function LaneNames() {
  return (
    <svg
      width={NAMES}
      height={HEIGHT}
      aria-hidden="true"
      class="sticky left-0 z-10 shrink-0 bg-panel"
    >
      {NODE_INDICES.map((node) => (
        <text
          key={node}
          x="10"
          y={yOf(node) + 5}
          class="fill-ink font-mono text-[14px] font-semibold"
        >
          {NODES[node]}
        </text>
      ))}
    </svg>
  );
}

interface EdgeProps {
  readonly events: readonly Event[];
  readonly known: ReadonlySet<number>;
}

/** The way from a node's event before this one, where it is part of what is known. */
function Step({ event, events, known }: EdgeProps & { event: Event }) {
  const last = events.slice(0, event.index).findLast(({ node }) => node === event.node);
  if (last === undefined || !known.has(event.index)) return null;
  return (
    <path
      aria-hidden="true"
      d={`M${xOf(last)} ${yOf(event.node)}H${xOf(event)}`}
      class="stroke-accent"
      stroke-width="3"
    />
  );
}

/** From its sending to its receipt; a message under way ends in the open, with its number. */
function Arrow({ message, events, known }: EdgeProps & { message: Message }) {
  const sent = events[message.sent];
  const received = message.received === undefined ? undefined : events[message.received];
  const from = { x: xOf(sent), y: yOf(message.from) };
  const lanes = message.to - message.from;
  const to = received === undefined
    ? { x: from.x + COLUMN * 0.5, y: from.y + Math.sign(lanes) * LANE * 0.5 }
    : { x: xOf(received), y: yOf(message.to) };
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const tip = received === undefined
    ? to
    : { x: to.x - dx * (RADIUS + 2), y: to.y - dy * (RADIUS + 2) };
  const isKnown = received !== undefined && known.has(received.index);
  const stroke = isKnown ? "stroke-accent" : "stroke-muted";
  const wing = (side: number) =>
    `${tip.x - dx * 9 - side * dy * 4.5} ${tip.y - dy * 9 + side * dx * 4.5}`;
  return (
    <g aria-hidden="true">
      <path
        d={`M${from.x} ${from.y}L${tip.x} ${tip.y}`}
        class={stroke}
        stroke-width={isKnown ? 3 : 1.8}
        stroke-dasharray={received === undefined ? "4 4" : undefined}
      />
      {received === undefined
        ? (
          <>
            <circle cx={to.x} cy={to.y} r="10" class="fill-panel stroke-muted" stroke-width="1.5" />
            <text
              x={to.x}
              y={to.y + 4}
              text-anchor="middle"
              class="fill-ink text-[12px] font-semibold"
            >
              {message.number}
            </text>
          </>
        )
        : (
          <path
            d={`M${wing(1)}L${tip.x} ${tip.y}L${wing(-1)}`}
            fill="none"
            class={stroke}
            stroke-width="2.2"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        )}
    </g>
  );
}

interface EventButtonProps {
  readonly event: Event;
  readonly label: string;
  readonly isPicked: boolean;
  readonly isKnown: boolean;
  readonly onPick: (index: number) => void;
}

function EventButton({ event, label, isPicked, isKnown, onPick }: EventButtonProps) {
  const [x, y] = [xOf(event), yOf(event.node)];
  // Above the first lane and below the others: away from most of the arrows.
  const labelY = event.node === 0 ? y - 22 : y + 32;
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key !== "Enter" && key.key !== " ") return;
    key.preventDefault();
    onPick(event.index);
  };
  const ring = isPicked
    ? "fill-accent stroke-accent"
    : isKnown
    ? "fill-panel stroke-accent"
    : "fill-panel stroke-ink";
  return (
    <g class="cursor-pointer" onClick={() => onPick(event.index)}>
      <g
        role="button"
        tabindex={0}
        aria-pressed={isPicked}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        <circle cx={x} cy={y} r={RADIUS} class={ring} stroke-width={isKnown ? 3 : 1.8} />
        <text
          x={x}
          y={y + 4.5}
          text-anchor="middle"
          class={`text-[14px] font-semibold ${isPicked ? "fill-accent-ink" : "fill-ink"}`}
        >
          {event.name}
        </text>
      </g>
      <rect x={x - 28} y={labelY - 14} width="56" height="20" fill="transparent" />
      <ClockText x={x} y={labelY} clock={event.clock} before={event.before} />
    </g>
  );
}

/** Entries that this event changed stand out by weight and colour. */
function ClockText({ x, y, clock, before }: { x: number; y: number; clock: Clock; before: Clock }) {
  return (
    <text
      aria-hidden="true"
      x={x}
      y={y}
      text-anchor="middle"
      paint-order="stroke"
      stroke-width="5"
      stroke-linejoin="round"
      class="fill-muted stroke-panel font-mono text-[13px]"
    >
      {clock.map((count, node) => (
        <tspan
          key={node}
          dx={node === 0 ? 0 : 5}
          class={count === before[node] ? "" : "fill-accent font-bold"}
        >
          {count}
        </tspan>
      ))}
    </text>
  );
}
