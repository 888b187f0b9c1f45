import type { TraceEffect, TraceEvent } from "@/engine/types.ts";

/** One event of a run in words: what happened, and what the node did then. */
export interface EventStory {
  readonly what: string;
  readonly effects: readonly string[];
}

/** Longer data is cut in a story: the whole of it is in the trace. */
const DATA_CHARS_MAX = 120;

export function describeEvent(event: TraceEvent): EventStory {
  const effects = joinSends(event.effects).flatMap(describeEffect);
  if (event.torn) effects.push("crashes in the middle of this");
  if (event.threw !== undefined) effects.push(`throws: ${event.threw}`);
  return { what: describeWhat(event), effects };
}

function describeWhat(event: TraceEvent): string {
  const data = showData(event.payload);
  switch (event.kind) {
    case "start":
      return "starts";
    case "command":
      return `is asked to do ${showData((event.payload as { body?: unknown } | undefined)?.body)}`;
    case "deliver":
      return `receives from ${event.from}: ${data}`;
    case "drop":
      return `the message ${event.message} is lost`;
    case "duplicate":
      return `the message ${event.message} is doubled by the network`;
    case "fire":
      return `its timer ${data} fires`;
    case "crash":
      return "crashes";
    case "restart":
      return "restarts";
    case "pause":
      return "is paused";
    case "resume":
      return "goes on";
    case "cut":
      return `links are cut ${data}`;
    case "heal":
      return `links are healed ${data}`;
    case "skew":
      return `its clock jumps ${data}`;
    case "settle":
      return "the trouble is over: everything heals";
  }
}

/** The same message to several nodes is told once. */
function joinSends(effects: readonly TraceEffect[]): TraceEffect[] {
  const joined: TraceEffect[] = [];
  for (const effect of effects) {
    const last = joined.at(-1);
    const isSame = effect.kind === "send" && last?.kind === "send" &&
      JSON.stringify(effect.payload) === JSON.stringify(last.payload);
    if (isSame) joined[joined.length - 1] = { ...last, to: `${last.to}, ${effect.to}` };
    else joined.push(effect);
  }
  return joined;
}

function describeEffect(effect: TraceEffect): string[] {
  const data = showData(effect.payload);
  switch (effect.kind) {
    case "send":
      return [`sends to ${effect.to}: ${data}`];
    case "setTimer":
      return [`sets the timer ${effect.name}`];
    case "clearTimer":
      return [`clears the timer ${effect.name}`];
    case "save":
    case "write":
      return [`${effect.kind}s ${effect.name}: ${data}`];
    case "sync":
      return ["makes its writes durable"];
    case "apply":
      return [`applies ${data}`];
    case "reply":
      return [`replies ${data}`];
    case "note":
      return [`${effect.name ?? "notes"}: ${data}`];
  }
}

/** JSON as one reads it: without quotes around plain names. */
export function showData(data: unknown): string {
  if (data === undefined) return "";
  const json = JSON.stringify(data).replace(/"([A-Za-z_][\w-]*)":/g, "$1: ").replaceAll(",", ", ");
  return json.length <= DATA_CHARS_MAX ? json : `${json.slice(0, DATA_CHARS_MAX - 1)}…`;
}
