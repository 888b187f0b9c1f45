// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/**
 * For one node whose only peer is silent. It stands again and again, and that all the times between
 * are the same to the millisecond is no chance: even where timeouts are drawn from two values only,
 * twelve in a row are equal in one of two thousand runs, and the usual number is thirty.
 */
export const FRESH_TIMEOUTS: ElectionProperty = {
  name: "fresh-timeouts",
  promise: "Each election timeout is drawn anew, or nodes that collide once collide for ever.",
  watch: () => new FreshTimeouts(),
};

/** Fewer are no evidence. */
const GAPS_MIN = 12;
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
    if (gapsMs.length < GAPS_MIN || Math.max(...gapsMs) - Math.min(...gapsMs) > 1) return;
    const { step: first } = stands[0];
    const { step: last } = stands[TOLD - 1];
    return {
      message: `n1 stood for election ${TOLD} times from step ${first} to step ${last}, and ` +
        `${stands.length} times in all, and each time it had waited ${gapsMs[0]} ms.`,
      steps: [first, last],
    };
  }
}
