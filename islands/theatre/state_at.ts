import type { StartView } from "@/engine/play_case.ts";
import type { Counterexample, NodeId, TraceEffect, TraceEvent } from "@/engine/types.ts";

/** A value on a node's disk. */
export interface Stored {
  readonly value: unknown;
  /** False for what a power failure would still take away. */
  readonly isDurable: boolean;
}

/** What is known of a node after an event. */
export interface NodeView {
  readonly id: NodeId;
  isRunning: boolean;
  isPaused: boolean;
  /** Its fields as far as the trace has shown them: a field is told when it first changes. */
  fields: Map<string, unknown>;
  readonly disk: Map<string, Stored>;
  /** By name: when the timer is due, in virtual milliseconds. */
  readonly timers: Map<string, number>;
}

/** The whole stage after an event. */
export interface StageView {
  readonly nodes: readonly NodeView[];
  /** One-way links that are cut: `n1>n2`. */
  readonly cuts: ReadonlySet<string>;
}

/**
 * What a trace tells about every node after its first `rows` events. It is made anew each time:
 * two thousand events take a few milliseconds, and there is no state that could be out of step.
 */
export function stateAt(
  { trace, schedule }: Counterexample,
  rows: number,
  start: readonly StartView[] = [],
): StageView {
  const nodes = trace.nodes.map((id) => firstView(id, start.find(({ node }) => node === id)));
  const byId = new Map(nodes.map((view) => [view.id, view]));
  const cuts = new Set<string>();
  const crashes = schedule.filter((action) => action.kind === "crash");
  let crashed = 0;
  for (const event of trace.events.slice(0, rows)) {
    if (event.kind === "cut" || event.kind === "heal") setLinks(cuts, event);
    if (event.kind === "settle") cuts.clear();
    const view = event.node === null ? undefined : byId.get(event.node);
    if (view === undefined) continue;
    const isPowerFailure = event.kind === "crash" && crashes[crashed++]?.losesUnsynced === true;
    happen(view, event, isPowerFailure);
  }
  return { nodes, cuts };
}

/** A node that has just started, as far as that is known: no event tells of it. */
function firstView(id: NodeId, start: StartView | undefined): NodeView {
  return {
    id,
    isRunning: true,
    isPaused: false,
    fields: new Map(Object.entries(start?.fields ?? {})),
    disk: new Map(),
    timers: new Map(start?.timers.map(({ name, atMs }) => [name, atMs])),
  };
}

function setLinks(cuts: Set<string>, { kind, payload }: TraceEvent): void {
  const { from, to } = payload as { from: readonly NodeId[]; to: readonly NodeId[] };
  for (const one of from) {
    for (const other of to) {
      if (one === other) continue;
      if (kind === "cut") cuts.add(`${one}>${other}`);
      else cuts.delete(`${one}>${other}`);
    }
  }
}

function happen(view: NodeView, event: TraceEvent, isPowerFailure: boolean): void {
  if (event.kind === "fire") view.timers.delete(String(event.payload));
  if (event.kind === "crash") crash(view, isPowerFailure);
  if (event.kind === "restart" || event.kind === "start") view.isRunning = true;
  if (event.kind === "pause" || event.kind === "resume") view.isPaused = event.kind === "pause";
  for (const effect of event.effects) takeEffect(view, effect, event.timeMs);
  for (const { path, after } of event.changes) setField(view.fields, path, after);
  if (event.torn) crash(view, true);
}

function crash(view: NodeView, isPowerFailure: boolean): void {
  view.isRunning = false;
  view.isPaused = false;
  view.fields = new Map();
  view.timers.clear();
  for (const [key, { isDurable }] of view.disk) {
    if (isPowerFailure && !isDurable) view.disk.delete(key);
  }
}

function takeEffect(view: NodeView, effect: TraceEffect, timeMs: number): void {
  const { kind, name = "", payload } = effect;
  if (kind === "setTimer") view.timers.set(name, timeMs + Number(payload));
  else if (kind === "clearTimer") view.timers.delete(name);
  else if (kind === "write") view.disk.set(name, { value: payload, isDurable: false });
  else if (kind === "save" || kind === "sync") {
    // Saving one value makes all that was written before it durable.
    for (const [key, { value }] of view.disk) view.disk.set(key, { value, isDurable: true });
    if (kind === "save") view.disk.set(name, { value: payload, isDurable: true });
  }
}

/** Sets a field by its path in the trace, `log.0.term`, keeping what stands beside it. */
function setField(fields: Map<string, unknown>, path: string, after: unknown): void {
  const [name, ...inner] = path.split(".");
  fields.set(name, withPart(fields.get(name), inner, after));
}

function withPart(whole: unknown, path: readonly string[], part: unknown): unknown {
  if (path.length === 0) return part;
  const [name, ...inner] = path;
  if (Array.isArray(whole) && /^\d+$/.test(name)) {
    const list = [...whole];
    const changed = withPart(list[Number(name)], inner, part);
    list[Number(name)] = changed;
    // A list that became shorter tells of each part that it lost, the first one first.
    if (changed === null) { while (list.length > 0 && list.at(-1) === null) list.pop(); }
    return list;
  }
  const object = typeof whole === "object" && whole !== null ? whole : {};
  return { ...object, [name]: withPart((object as Record<string, unknown>)[name], inner, part) };
}
