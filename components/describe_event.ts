import type { TraceEffect, TraceEvent } from "@/engine/types.ts";

/** A few words, and the data that they speak of; either may be empty. */
export interface Phrase {
  readonly text: string;
  readonly data: string;
}

/** One event of a run in words: what happened, and what the node did then. */
export interface EventStory {
  readonly what: Phrase;
  readonly effects: readonly Phrase[];
}

/** Longer data is cut in a story: the whole of it is in the trace. */
const DATA_CHARS_MAX = 120;

export function describeEvent(event: TraceEvent): EventStory {
  const effects = joinSends(event.effects).map(describeEffect);
  if (event.torn) effects.push(phrase("crashes in the middle of this"));
  if (event.threw !== undefined) effects.push(phrase(`throws: ${event.threw}`));
  return { what: describeWhat(event), effects };
}

function describeWhat({ kind, payload, from, message }: TraceEvent): Phrase {
  switch (kind) {
    case "start":
      return phrase("starts");
    case "command":
      return phrase("is asked to do", (payload as { body?: unknown } | undefined)?.body);
    case "deliver":
      return phrase(`receives from ${from}`, payload);
    case "drop":
      return phrase(`the message ${message} is lost`);
    case "duplicate":
      return phrase(`the message ${message} is doubled by the network`);
    case "fire":
      return phrase("its timer fires", payload);
    case "crash":
      return phrase("crashes");
    case "restart":
      return phrase("restarts");
    case "pause":
      return phrase("is paused");
    case "resume":
      return phrase("goes on");
    case "cut":
      return phrase("links are cut", payload);
    case "heal":
      return phrase("links are healed", payload);
    case "skew":
      return phrase("its clock jumps", payload);
    case "settle":
      return phrase("the trouble is over: everything heals");
  }
}

function phrase(text: string, data?: unknown): Phrase {
  return { text, data: showData(data) };
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

function describeEffect({ kind, to, name, payload }: TraceEffect): Phrase {
  switch (kind) {
    case "send":
      return phrase(`sends to ${to}`, payload);
    case "setTimer":
      return phrase(`sets the timer ${name}`);
    case "clearTimer":
      return phrase(`clears the timer ${name}`);
    case "save":
    case "write":
      return phrase(`${kind}s ${name}`, payload);
    case "sync":
      return phrase("makes its writes durable");
    case "apply":
      return phrase("applies", payload);
    case "reply":
      return phrase("replies", payload);
    case "note":
      return phrase(name ?? "notes", payload);
  }
}

/** JSON as one reads it: spaced, and without quotes around plain names. */
export function showData(data: unknown): string {
  if (data === undefined) return "";
  const text = showValue(data);
  return text.length <= DATA_CHARS_MAX ? text : `${text.slice(0, DATA_CHARS_MAX - 1)}…`;
}

function showValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => {
    const isPlain = /^[A-Za-z_][\w-]*$/.test(name);
    return `${isPlain ? name : JSON.stringify(name)}: ${showValue(field)}`;
  });
  return `{${fields.join(", ")}}`;
}
