import {
  causalPast,
  compare,
  type Event,
  follow,
  type History,
  type Move,
  type NodeIndex,
} from "../vector_clocks/history.ts";

/** One node tells another, and writes x as it does: x is the message's number. */
export interface Sending {
  readonly from: NodeIndex;
  readonly to: NodeIndex;
}

/** What the reader sets. Times in milliseconds. */
export interface Settings {
  /** By how much each node's clock is ahead of true time, -100 to 100. */
  readonly skewsMs: readonly [number, number, number];
  /** How long a message travels, 5 to 100. */
  readonly travelMs: number;
  readonly sendings: readonly Sending[];
}

/** Two events each. */
export const SENDINGS_MAX = 8;
/** From one sending to the next. */
export const PAUSE_MS = 30;

export const INITIAL: Settings = {
  skewsMs: [0, 0, 0],
  travelMs: 20,
  sendings: [{ from: 0, to: 1 }, { from: 1, to: 0 }, { from: 2, to: 1 }],
};

/** An event with all of its clocks. The vector clock is `event.clock`. */
export interface Stamped {
  readonly event: Event;
  /** When it truly happens, which no node knows. */
  readonly trueMs: number;
  readonly wallMs: number;
  readonly lamport: number;
}

/** A write and what becomes of it where last writer wins. */
export interface Write {
  readonly value: number;
  readonly stamped: Stamped;
  /** The write with a larger stamp that its writer had seen: it is kept, and this one dropped. */
  readonly droppedFor: number | undefined;
}

export interface Morning {
  readonly history: History;
  /** In true order. */
  readonly events: readonly Stamped[];
  readonly writes: readonly Write[];
  /** What all copies hold once everybody knows everything: the write with the largest stamp. */
  readonly keptWrite: number | undefined;
}

export function play(settings: Settings): Morning {
  const timed = settings.sendings.flatMap(({ from, to }, index) => {
    const sentMs = index * PAUSE_MS;
    return [
      { move: { kind: "send", node: from, to } as Move, trueMs: sentMs },
      { move: { kind: "deliver", message: index + 1 } as Move, trueMs: sentMs + settings.travelMs },
    ];
  }).sort((one, other) => one.trueMs - other.trueMs);
  const history = follow(timed.map(({ move }) => move));
  const events = history.events.map((event, index): Stamped => ({
    event,
    trueMs: timed[index].trueMs,
    wallMs: timed[index].trueMs + settings.skewsMs[event.node],
    // A Lamport clock that counts every event is the length of the longest chain of causes.
    lamport: event.depth,
  }));
  const writes = writesOf(history, events);
  const kept = writes.toSorted((one, other) => compareBy("wallMs", one.stamped, other.stamped)).at(
    -1,
  );
  return { history, events, writes, keptWrite: kept?.value };
}

function writesOf(history: History, events: readonly Stamped[]): Write[] {
  const sent = events.filter(({ event }) => event.kind === "send");
  return sent.map((stamped) => {
    const past = causalPast(history, stamped.event.index);
    const rivals = sent.filter((other) =>
      past.has(other.event.index) && compareBy("wallMs", other, stamped) > 0
    );
    const rival = rivals.sort((one, other) => compareBy("wallMs", one, other)).at(-1);
    return { value: stamped.event.message!, stamped, droppedFor: rival?.event.message };
  });
}

type ClockName = "wallMs" | "lamport";

/** Equal stamps are settled by the nodes' names; a node knows the order of its own events. */
function compareBy(clock: ClockName, one: Stamped, other: Stamped): number {
  return one[clock] - other[clock] || one.event.node - other.event.node ||
    one.event.index - other.event.index;
}

/** The events as a clock sorts them. */
export function orderBy({ events }: Morning, clock: ClockName): readonly Stamped[] {
  return [...events].sort((one, other) => compareBy(clock, one, other));
}

/** The events of an order that stand before one of their causes. */
export function misplaced({ history }: Morning, order: readonly Stamped[]): Event[] {
  return order.filter(({ event }, place) => {
    const past = causalPast(history, event.index);
    return order.slice(place + 1).some((later) => past.has(later.event.index));
  }).map(({ event }) => event);
}

/** The pairs of which the vector clocks say that neither could know of the other. */
export function concurrentPairs({ events }: Morning): string[] {
  return events.flatMap(({ event }, index) =>
    events.slice(index + 1)
      .filter((other) => compare(event.clock, other.event.clock) === "concurrent")
      .map((other) => `${event.name} ∥ ${other.event.name}`)
  );
}

/** `60.0.-40.20~12.21.31`: the skews, the travel time, the messages. */
export function writeSettings({ skewsMs, travelMs, sendings }: Settings): string {
  const sent = sendings.map(({ from, to }) => `${from + 1}${to + 1}`).join(".");
  return `${[...skewsMs, travelMs].join(".")}~${sent}`;
}

export function readSettings(text: string): Settings | undefined {
  const match = /^(-?\d+)\.(-?\d+)\.(-?\d+)\.(\d+)~((?:[1-3][1-3](?:\.|$))*)$/.exec(text);
  if (match === null) return undefined;
  const [a, b, c, travelMs] = match.slice(1, 5).map(Number);
  const sendings = match[5].split(".").filter((word) => word !== "").map((word): Sending => ({
    from: Number(word[0]) - 1 as NodeIndex,
    to: Number(word[1]) - 1 as NodeIndex,
  }));
  const isRight = [a, b, c].every((skew) => Math.abs(skew) <= 100) && travelMs >= 5 &&
    travelMs <= 100 && sendings.length <= SENDINGS_MAX &&
    sendings.every(({ from, to }) => from !== to);
  return isRight ? { skewsMs: [a, b, c], travelMs, sendings } : undefined;
}
