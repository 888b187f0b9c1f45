import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { describeEvent, showData } from "@/components/describe_event.ts";
import type { Counterexample, NodeId, TraceEvent } from "@/engine/types.ts";
import type { Flight } from "./read_flights.ts";
import { rowOfStep } from "./row_of_step.ts";
import type { Theatre } from "./use_theatre.ts";

/** An event's row is this high, in CSS pixels: rows that are out of sight are not drawn. */
const ROW = 36;
const LANE = 46;
const LANES_LEFT = 30;
/** This many rows are drawn above and below what is in sight. */
const MARGIN_ROWS = 12;
/** Rows come and go in such heaps: most frames of scrolling draw nothing new. */
const HEAP_ROWS = 8;
const ROWS_AT_FIRST = 40;

interface StageProps {
  readonly counterexample: Counterexample;
  readonly flights: readonly Flight[];
  readonly theatre: Theatre;
  /** Rows of the events that the current one causally depends on. */
  readonly past: ReadonlySet<number>;
}

/**
 * The space-time diagram: time runs downwards, every node is a lane, messages are arrows, and
 * beside each event stands in words what happened.
 */
export function Stage({ counterexample, flights, theatre, past }: StageProps) {
  const { events, nodes } = counterexample.trace;
  const { scroller, from, to } = useWindow(events.length, theatre.row);
  const [pointed, setPointed] = useState<Flight>();
  // What was drawn stays as it is while one scrolls: only another step or filter changes it.
  const drawn = useMemo(() => new Map<string, VNode>(), [theatre, past, flights]);
  const once = (key: string, draw: () => VNode) => {
    const known = drawn.get(key) ?? draw();
    drawn.set(key, known);
    return known;
  };
  const rows = events.slice(from, to).map((event, index) => ({ event, row: from + index }));
  return (
    <div class="relative">
      <LaneHeads nodes={nodes} width={widthOf(nodes)} theatre={theatre} />
      <div
        ref={scroller}
        // Rows come and go above what is in sight: no reason for the browser to scroll on.
        tabindex={0}
        role="group"
        aria-label="Space-time diagram, time runs downwards. Arrow keys step through the events."
        class="relative max-h-[min(44rem,75vh)] overflow-y-auto overflow-x-hidden overscroll-contain [overflow-anchor:none]"
        onKeyDown={(key) => onKey(key, theatre, events, counterexample.culprit)}
      >
        <Spacer rows={from} />
        <div class="flex">
          <Picture
            {...{ counterexample, flights, theatre, past, rows, from, to, once }}
            point={setPointed}
          />
          <div class="min-w-0 flex-1">
            {rows.map(({ event, row }) =>
              once(`text ${row}`, () => (
                <RowText
                  key={row}
                  {...{ event, row, theatre, past }}
                  isCulprit={event.step === counterexample.culprit}
                />
              ))
            )}
          </div>
        </div>
        <Spacer rows={events.length - to} />
      </div>
      {pointed !== undefined && (
        <p class="pointer-events-none absolute inset-x-0 bottom-0 max-h-32 overflow-hidden break-words border-t border-line bg-panel px-3 py-2 text-sm">
          {tellFlight(pointed, events)}
        </p>
      )}
    </div>
  );
}

function widthOf(nodes: readonly NodeId[]): number {
  return LANES_LEFT + nodes.length * LANE;
}

interface PictureProps extends StageProps {
  readonly rows: readonly { readonly event: TraceEvent; readonly row: number }[];
  readonly from: number;
  readonly to: number;
  readonly once: (key: string, draw: () => VNode) => VNode;
  readonly point: MessageProps["point"];
}

/** The lanes with their messages and marks, between two rows. */
function Picture({ counterexample, flights, theatre, past, ...rest }: PictureProps) {
  const { rows, from, to, once, point } = rest;
  const { culprit, trace: { events, nodes } } = counterexample;
  const height = (to - from) * ROW;
  const width = widthOf(nodes);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 ${from * ROW} ${width} ${height}`}
      role="group"
      aria-label="Messages"
      class="max-w-none shrink-0"
    >
      <Lanes {...{ counterexample, from, to }} />
      {flights
        .filter(({ sentRow, endRow }) => sentRow < to && (endRow ?? sentRow + 1) >= from - 1)
        .map((flight) =>
          once(
            flight.name,
            () => (
              <Message
                key={flight.name}
                {...{ flight, events, nodes, theatre, past, point }}
              />
            ),
          )
        )}
      {rows.map(({ event, row }) =>
        once(
          `mark ${row}`,
          () => <Mark key={row} {...{ event, row, nodes, theatre, past, culprit }} />,
        )
      )}
    </svg>
  );
}

/** Stands for rows that are out of sight. Only what is in sight is drawn, or scrolling would stutter. */
function Spacer({ rows }: { rows: number }) {
  return <svg width="1" height={rows * ROW} aria-hidden="true" class="block" />;
}

/** A message in words, with its payload. */
function tellFlight(flight: Flight, events: readonly TraceEvent[]): string {
  const { name, sentRow, endRow, fate, payload } = flight;
  const sent = sentRow < 0 ? "sent at the start" : `sent at step ${events[sentRow].step}`;
  const end = endRow === undefined
    ? "still under way at the end"
    : `${fate === "lost" ? "lost" : "arrives"} at step ${events[endRow].step}`;
  return `${name}, ${sent}, ${end}: ${showData(payload)}`;
}

function heap(row: number): number {
  return Math.floor(row / HEAP_ROWS) * HEAP_ROWS;
}

/** Which rows are in sight; the current one is brought into it. */
function useWindow(count: number, row: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ from: 0, to: Math.min(count, ROWS_AT_FIRST) });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const first = heap(element.scrollTop / ROW - MARGIN_ROWS);
      const last = heap((element.scrollTop + element.clientHeight) / ROW + MARGIN_ROWS) + HEAP_ROWS;
      const next = { from: Math.max(0, first), to: Math.min(count, last) };
      setRange((known) => known.from === next.from && known.to === next.to ? known : next);
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [count]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const top = row * ROW;
    const isAbove = top < element.scrollTop + ROW;
    const isBelow = top > element.scrollTop + element.clientHeight - 2 * ROW;
    if (isAbove || isBelow) element.scrollTop = Math.max(0, top - element.clientHeight / 2);
  }, [row]);
  return { scroller, ...range };
}

function onKey(
  key: KeyboardEvent,
  theatre: Theatre,
  events: readonly TraceEvent[],
  culprit: number,
): void {
  const actions: Record<string, () => void> = {
    ArrowDown: () => theatre.step(1),
    ArrowUp: () => theatre.step(-1),
    j: () => theatre.step(1),
    k: () => theatre.step(-1),
    Home: () => theatre.go(0),
    End: () => theatre.go(events.length - 1),
    c: () => culprit > 0 && theatre.go(rowOfStep(events, culprit)),
    p: () => theatre.togglePast(),
    " ": () => theatre.play(),
  };
  if (key.ctrlKey || key.metaKey || key.altKey || !Object.hasOwn(actions, key.key)) return;
  key.preventDefault();
  actions[key.key]();
}

function xOf(lane: number): number {
  return LANES_LEFT + lane * LANE;
}

function yOf(row: number): number {
  return row * ROW + ROW / 2;
}

/** The names of the nodes: pressing one fades what happens elsewhere out of the way. */
function LaneHeads(
  { nodes, width, theatre }: { nodes: readonly NodeId[]; width: number; theatre: Theatre },
) {
  return (
    <div class="flex items-center border-b border-line bg-panel">
      <svg width={width} height="40" role="group" aria-label="Nodes" class="max-w-none shrink-0">
        {nodes.map((id, lane) => {
          const isHidden = theatre.hidden.has(id);
          const toggle = () => theatre.toggleNode(id);
          return (
            <g
              key={id}
              role="button"
              tabindex={0}
              aria-pressed={!isHidden}
              aria-label={`${id}: ${isHidden ? "faded" : "shown"}`}
              class="cursor-pointer"
              onClick={toggle}
              onKeyDown={(key) => {
                if (key.key !== "Enter" && key.key !== " ") return;
                key.preventDefault();
                toggle();
              }}
            >
              <rect
                x={xOf(lane) - 19}
                y="7"
                width="38"
                height="26"
                rx="6"
                class={isHidden ? "fill-panel" : "fill-sunken"}
              />
              <text
                x={xOf(lane)}
                y="25"
                text-anchor="middle"
                class={`font-mono text-[14px] font-semibold ${
                  isHidden ? "fill-muted" : "fill-ink"
                }`}
                text-decoration={isHidden ? "line-through" : undefined}
              >
                {id}
              </text>
            </g>
          );
        })}
      </svg>
      <span class="hidden text-sm text-muted sm:inline">Time runs downwards.</span>
    </div>
  );
}

/** Each node's line: broken where it is down, wavy where it stands still. */
function Lanes(
  { counterexample, from, to }: { counterexample: Counterexample; from: number; to: number },
) {
  const { events, nodes } = counterexample.trace;
  const runs = useMemo(() => nodes.map((id) => runsOf(events, id)), [events]);
  return (
    <>
      {nodes.map((id, lane) =>
        runs[lane].filter(({ start, end }) => end >= from && start < to).map((run) => (
          <path
            key={`${id} ${run.start}`}
            d={`M${xOf(lane)} ${run.start === 0 ? 0 : yOf(run.start)}V${
              run.end === events.length ? events.length * ROW : yOf(run.end)
            }`}
            class={run.isUp ? "stroke-line" : "stroke-bad"}
            stroke-width="2"
            stroke-dasharray={run.isUp ? undefined : "1 6"}
          />
        ))
      )}
    </>
  );
}

interface LaneRun {
  readonly start: number;
  readonly end: number;
  readonly isUp: boolean;
}

/** From where to where a node was up, and down. */
export function runsOf(events: readonly TraceEvent[], id: NodeId): LaneRun[] {
  const runs: LaneRun[] = [];
  let start = 0;
  let isUp = true;
  events.forEach((event, row) => {
    if (event.node !== id) return;
    const goesUp = event.kind === "restart" || event.kind === "start";
    const goesDown = event.kind === "crash" || event.torn === true;
    if (goesUp === isUp && !goesDown || (!goesUp && !goesDown)) return;
    runs.push({ start, end: row, isUp });
    start = row;
    isUp = goesUp;
  });
  return [...runs, { start, end: events.length, isUp }];
}

interface PartProps {
  readonly theatre: Theatre;
  readonly past: ReadonlySet<number>;
}

/** Faded: what is still to come, what the spectator put aside, what has no part in the past. */
function isFaded(row: number, event: TraceEvent, { theatre, past }: PartProps): boolean {
  if (row > theatre.row || !theatre.isShown(event)) return true;
  return theatre.showsPast && !past.has(row);
}

interface MessageProps extends PartProps {
  readonly flight: Flight;
  readonly events: readonly TraceEvent[];
  readonly nodes: readonly NodeId[];
  /** Shows what a message holds, or with undefined no longer. */
  readonly point: (flight: Flight | undefined) => void;
}

/** An arrow that tells what it holds, and leads to where it ends. */
function Message({ flight, point, ...rest }: MessageProps) {
  const { theatre, events } = rest;
  const { sentRow, endRow } = flight;
  const lead = () => theatre.go(endRow !== undefined && endRow !== theatre.row ? endRow : sentRow);
  const touchesNow = sentRow === theatre.row || endRow === theatre.row;
  return (
    <g
      role="button"
      // The tab key stops at the messages of the current step; the mouse reaches all of them.
      tabindex={touchesNow ? 0 : -1}
      aria-label={tellFlight(flight, events)}
      class="cursor-pointer"
      onMouseEnter={() => point(flight)}
      onMouseLeave={() => point(undefined)}
      onFocus={() => point(flight)}
      onBlur={() => point(undefined)}
      onClick={lead}
      onKeyDown={(key) => {
        if (key.key !== "Enter" && key.key !== " ") return;
        key.preventDefault();
        key.stopPropagation();
        lead();
      }}
    >
      <Arrow flight={flight} {...rest} />
    </g>
  );
}

function Arrow({ flight, events, nodes, ...part }: Omit<MessageProps, "point">) {
  const { from, to, sentRow, endRow, fate } = flight;
  const [one, other] = [nodes.indexOf(from), nodes.indexOf(to)];
  if (one < 0 || other < 0) return null;
  const row = Math.max(0, sentRow);
  const hasEnded = endRow !== undefined && endRow <= part.theatre.row;
  const start = { x: xOf(one), y: sentRow < 0 ? 2 : yOf(sentRow) };
  const reach = hasEnded && fate === "delivered" ? 1 : 0.45;
  const endY = yOf(endRow ?? row + 1);
  const end = {
    x: start.x + (xOf(other) - start.x) * reach,
    y: start.y + (endY - start.y) * reach,
  };
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const [dx, dy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const tip = reach === 1 ? { x: end.x - dx * 10, y: end.y - dy * 10 } : end;
  const ends = [sentRow, endRow ?? -1].filter((each) => each >= 0).map((each) => events[each]);
  const isPale = isPaleArrow(row, ends, part) || part.theatre.hidden.has(to) ||
    part.theatre.hidden.has(from);
  const isCause = part.theatre.showsPast && endRow !== undefined && part.past.has(endRow) &&
    fate === "delivered";
  const color = fate === "lost" && hasEnded
    ? "stroke-bad"
    : isCause
    ? "stroke-accent"
    : "stroke-muted";
  const wing = (side: number) =>
    `${tip.x - dx * 8 - side * dy * 4} ${tip.y - dy * 8 + side * dx * 4}`;
  return (
    <g opacity={isPale ? 0.2 : 1}>
      <path
        d={`M${start.x} ${start.y}L${tip.x} ${tip.y}`}
        class="stroke-panel"
        opacity="0"
        stroke-width="14"
        pointer-events="stroke"
      />
      <path
        d={`M${start.x} ${start.y}L${tip.x} ${tip.y}`}
        class={color}
        stroke-width={isCause ? 2.4 : 1.5}
        stroke-dasharray={reach === 1 ? undefined : "4 4"}
      />
      {fate === "lost" && hasEnded
        ? (
          <path
            d={`M${tip.x - 5} ${tip.y - 5}l10 10M${tip.x + 5} ${tip.y - 5}l-10 10`}
            class="stroke-bad"
            stroke-width="2.2"
            stroke-linecap="round"
          />
        )
        : (
          <path
            d={`M${wing(1)}L${tip.x} ${tip.y}L${wing(-1)}`}
            fill="none"
            class={color}
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        )}
    </g>
  );
}

/** Pale: what is still to come, what has no part in the past, what the spectator put aside. */
function isPaleArrow(
  row: number,
  ends: readonly TraceEvent[],
  { theatre, past }: PartProps,
): boolean {
  if (row > theatre.row || (theatre.showsPast && !past.has(row))) return true;
  return ends.length > 0 && !ends.some(theatre.isShown);
}

interface MarkProps extends PartProps {
  readonly event: TraceEvent;
  readonly row: number;
  readonly nodes: readonly NodeId[];
  readonly culprit: number;
}

/** An event's mark on its lane: its shape tells what kind it is. */
function Mark({ event, row, nodes, culprit, ...part }: MarkProps) {
  const isNow = row === part.theatre.row;
  const opacity = isFaded(row, event, part) ? 0.25 : 1;
  const y = yOf(row);
  if (event.node === null) {
    const isLink = event.kind === "cut" || event.kind === "heal" || event.kind === "settle";
    if (!isLink) return null;
    return (
      <path
        d={`M8 ${y}H${xOf(nodes.length - 1) + 16}`}
        class={event.kind === "cut" ? "stroke-bad" : "stroke-good"}
        stroke-width="1.5"
        stroke-dasharray={event.kind === "cut" ? "2 5" : undefined}
        opacity={opacity}
      />
    );
  }
  const x = xOf(nodes.indexOf(event.node));
  const color = event.step === culprit
    ? "fill-bad stroke-bad"
    : isNow
    ? "fill-accent stroke-accent"
    : "fill-panel stroke-ink";
  return (
    <g opacity={opacity}>
      {isNow && <circle cx={x} cy={y} r="12" class="fill-accent" opacity="0.18" />}
      <MarkShape kind={event.kind} {...{ x, y, color }} />
      {event.torn && (
        <path
          d={`M${x + 7} ${y + 3}l8 8m0 -8l-8 8`}
          class="stroke-bad"
          stroke-width="2.2"
          stroke-linecap="round"
        />
      )}
    </g>
  );
}

function MarkShape(
  { kind, x, y, color }: { kind: TraceEvent["kind"]; x: number; y: number; color: string },
) {
  const stroke = { class: color, "stroke-width": 2 };
  switch (kind) {
    case "fire":
      return (
        <path
          d={`M${x} ${y - 8}L${x + 8} ${y + 6}H${x - 8}Z`}
          stroke-linejoin="round"
          {...stroke}
        />
      );
    case "command":
      return <rect x={x - 6.5} y={y - 6.5} width="13" height="13" rx="2" {...stroke} />;
    case "crash":
      return (
        <path
          d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`}
          stroke-linecap="round"
          {...stroke}
          class="stroke-bad"
          stroke-width={3}
        />
      );
    default:
      return <circle cx={x} cy={y} r="6.5" {...stroke} />;
  }
}

interface RowTextProps extends PartProps {
  readonly event: TraceEvent;
  readonly row: number;
  readonly isCulprit: boolean;
}

function RowText({ event, row, isCulprit, ...part }: RowTextProps) {
  const isNow = row === part.theatre.row;
  const { what } = describeEvent(event);
  const tone = isNow ? "bg-accent/10" : "hover:bg-sunken";
  const ink = isFaded(row, event, part) ? "text-muted" : "text-ink";
  return (
    <button
      type="button"
      tabindex={-1}
      aria-current={isNow ? "step" : undefined}
      onClick={() => part.theatre.go(row)}
      class={`flex h-[36px] w-full items-center gap-2 overflow-hidden whitespace-nowrap px-2 text-left text-sm ${tone} ${ink}`}
    >
      <span class="w-8 shrink-0 text-right tabular-nums text-muted">{event.step}</span>
      {event.node !== null && (
        <strong class="shrink-0 font-mono text-[0.8125rem]">{event.node}</strong>
      )}
      <span class="shrink-0">{what.text}</span>
      {isCulprit && (
        <strong class="shrink-0 rounded bg-bad/10 px-1.5 text-[0.8125rem] text-bad">breaks</strong>
      )}
      <code class="min-w-0 truncate text-[0.8125rem] text-muted">{what.data}</code>
    </button>
  );
}
