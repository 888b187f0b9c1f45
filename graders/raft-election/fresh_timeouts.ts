// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/**
 * For one node whose only peer is silent. It stands again and again, and that all the times between
 * are the same to the millisecond, or come in the same row of a few again and again, is no chance:
 * even where timeouts are drawn from two values only, twelve that equal those before them come up in
 * fewer than one of a thousand runs, and the usual number is thirty.
 */
export const FRESH_TIMEOUTS: ElectionProperty = {
  name: "fresh-timeouts",
  promise: "Each election timeout is drawn anew, or nodes that collide once collide for ever.",
  watch: () => new FreshTimeouts(),
};

/** Fewer times that were as before are no evidence. */
const REPEATS_MIN = 12;
/** Times in a row that comes again and again. */
const ROW_MAX = 4;
/** The sentence speaks of the first so many: a story that goes on says no more. */
const TOLD = 10;

class FreshTimeouts implements Monitor {
  readonly stands: { readonly term: number; readonly ms: number; readonly step: number }[] = [];

  observe({ step, timeMs }: Moment, observation: Observation): undefined {
    if (observation.kind !== "send") return;
    const message = read(observation.message);
    if (message?.kind !== "vote request" || this.stands.at(-1)?.term === message.term) return;
    this.stands.push({ term: message.term, ms: timeMs, step });
  }

  finish(): Violation | undefined {
    const { stands } = this;
    const gapsMs = stands.slice(1).map(({ ms }, index) => ms - stands[index].ms);
    const row = findRow(gapsMs);
    if (row === undefined) return;
    const { step: first } = stands[0];
    const { step: last } = stands[TOLD - 1];
    const waited = row.length === 1
      ? `each time it had waited ${row[0]} ms`
      : `the times between were ${row.join(", ")} ms again and again`;
    return {
      message: `n1 stood for election ${TOLD} times from step ${first} to step ${last}, and ` +
        `${stands.length} times in all, and ${waited}.`,
      steps: [first, last],
    };
  }
}

/** The shortest row of times that comes again and again; undefined where there is none. */
function findRow(gapsMs: readonly number[]): readonly number[] | undefined {
  for (let length = 1; length <= ROW_MAX && gapsMs.length - length >= REPEATS_MIN; length++) {
    const repeats = gapsMs.slice(length);
    if (repeats.every((ms, place) => Math.abs(ms - gapsMs[place]) <= 1)) {
      return gapsMs.slice(0, length);
    }
  }
}
