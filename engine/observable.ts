import type { TraceEffect, TraceEvent } from "./types.ts";

/** What others can see of a handler: not how the program keeps its state, disk and timers. */
const SEEN: ReadonlySet<TraceEffect["kind"]> = new Set(["send", "apply", "reply", "note"]);

/**
 * What an event shows of a program to the outside, field by field: a reference's run is told like
 * this, so that it gives away what a right program does and not how it is written. What is added to
 * events elsewhere stays out until somebody adds it here.
 */
export function observable(event: TraceEvent): TraceEvent {
  const { step, timeMs, node, kind, causes, from, message, payload, effects, torn } = event;
  return {
    ...{ step, timeMs, node, kind, causes, from, message },
    payload: withoutState(payload),
    effects: effects.filter((effect) => SEEN.has(effect.kind)).map(seenOf),
    changes: [],
    ...torn && { torn },
  };
}

function seenOf({ kind, message, to, name, payload }: TraceEffect): TraceEffect {
  return { kind, message, to, name, payload: withoutState(payload) };
}

/** Replicas tell each other `{ state, knows }`, and the form of a state is the program's own. */
function withoutState(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null) return payload;
  const { state: _state, ...rest } = payload as Record<string, unknown>;
  return "knows" in payload && "state" in payload ? rest : payload;
}
