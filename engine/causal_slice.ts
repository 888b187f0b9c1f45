import type { TraceEvent } from "./types.ts";

/** The steps that the given steps causally depend on, themselves included, in order. */
export function causalSlice(events: readonly TraceEvent[], steps: readonly number[]): number[] {
  const byStep = new Map(events.map((event) => [event.step, event]));
  const reached = new Set<number>();
  const open = [...steps];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const event = byStep.get(step);
    if (event === undefined || reached.has(step)) continue;
    reached.add(step);
    open.push(...event.causes);
  }
  return [...reached].sort((one, other) => one - other);
}
