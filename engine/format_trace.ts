import type { NodeId, Trace, TraceEffect, TraceEvent } from "./types.ts";

/** A diagram is at most this wide. */
const WIDTH_MAX = 100;
const STEP_WIDTH = 14;
const COLUMN_MIN = 12;

/**
 * A trace as a space-time diagram in text: time runs downwards, each node is a column, and each
 * step stands in the column of its node. Messages carry their names, so that an arrival can be
 * matched with the send: `n1>n2#3` is the third message from n1 to n2.
 *
 *     step  time    n1            n2
 *        1  10 ms   ! election    |
 *                   n1>n2#1 ->    |
 *     >  2  14 ms   |             -> n1>n2#1
 */
export function formatTrace(trace: Trace, options: { readonly culprit?: number } = {}): string {
  const { nodes, events } = trace;
  const width = Math.max(COLUMN_MIN, Math.floor((WIDTH_MAX - STEP_WIDTH) / (nodes.length || 1)));
  const lines = ["step  time".padEnd(STEP_WIDTH) + nodes.map((id) => id.padEnd(width)).join("")];
  for (const event of events) {
    const mark = event.step === options.culprit ? ">" : " ";
    const head = `${mark}${String(event.step).padStart(3)}  ${event.timeMs} ms`;
    if (event.node === null) lines.push(`${head.padEnd(STEP_WIDTH)}${describe(event)}`);
    else lines.push(...formatEvent(event, event.node, { head, nodes, width }));
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

function formatEvent(
  event: TraceEvent,
  node: NodeId,
  frame: { readonly head: string; readonly nodes: readonly NodeId[]; readonly width: number },
): string[] {
  const { head, nodes, width } = frame;
  const column = Math.max(0, nodes.indexOf(node));
  const told = [describe(event), ...event.effects.map(describeEffect)];
  if (event.threw !== undefined) told.push(`threw ${event.threw}`);
  if (event.torn) told.push("CRASH in the middle");
  const isLast = column === nodes.length - 1;
  // The last column may use the rest of the line; others must leave room for their neighbours.
  const room = isLast ? WIDTH_MAX - STEP_WIDTH - column * width : width - 1;
  return told.flatMap((text) => wrap(text, room)).map((text, index) => {
    const before = "|".padEnd(width).repeat(column);
    const after = "|".padEnd(width).repeat(nodes.length - 1 - column);
    const start = index === 0 ? head.padEnd(STEP_WIDTH) : " ".repeat(STEP_WIDTH);
    return start + before + text.padEnd(width) + after;
  });
}

function describe(event: TraceEvent): string {
  const { kind, payload, message, node } = event;
  switch (kind) {
    case "deliver":
      return `-> ${message} ${show(payload)}`;
    case "drop":
      return `x ${message} is lost`;
    case "duplicate":
      return `= ${message} is doubled`;
    case "fire":
      return `! ${payload}`;
    case "command":
      return `? ${show((payload as { body?: unknown } | null)?.body ?? payload)}`;
    case "cut":
    case "heal": {
      const { from, to } = payload as { from: string[]; to: string[] };
      return `--- ${kind} ${from.join(" ")} > ${to.join(" ")}`;
    }
    case "skew":
      return `clock jumps by ${payload} ms`;
    case "settle":
      return `--- all heals, and runs fairly for ${payload} ms`;
    default:
      return node === null ? kind : kind.toUpperCase();
  }
}

function describeEffect(effect: TraceEffect): string {
  const { kind, name, payload, message, to } = effect;
  switch (kind) {
    case "send":
      return `${message ?? `to ${to}`} ->`;
    case "setTimer":
      return `timer ${name} in ${payload} ms`;
    case "clearTimer":
      return `no timer ${name}`;
    case "sync":
      return "sync";
    default:
      return `${kind} ${name} ${show(payload)}`;
  }
}

function show(value: unknown): string {
  return JSON.stringify(value)?.replaceAll('"', "") ?? "";
}

/** Breaks a text into lines of at most `width`, between words where it can. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end));
    rest = `  ${rest.slice(end).trimStart()}`;
  }
  return [...lines, rest];
}
