// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/**
 * For one node whose only peer is silent. It stands again and again; that the times between are all
 * the same to the millisecond is no chance: even where timeouts are drawn from six values only, nine
 * in a row are equal in one of 1.6 million runs.
 */
export const FRESH_TIMEOUTS: ElectionProperty = {
  name: "fresh-timeouts",
  promise: "Each election timeout is drawn anew, or nodes that collide once collide for ever.",
  watch: () => new FreshTimeouts(),
};

const EQUAL_MAX = 9;

class FreshTimeouts implements Monitor {
  readonly stands: { readonly term: number; readonly ms: number; readonly step: number }[] = [];

  observe({ step, timeMs }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const message = read(observation.message);
    const { stands } = this;
    if (message?.kind !== "vote request" || stands.at(-1)?.term === message.term) return;
    stands.push({ term: message.term, ms: timeMs, step });
    const last = stands.slice(-EQUAL_MAX - 1);
    const gapsMs = last.slice(1).map(({ ms }, index) => ms - last[index].ms);
    if (gapsMs.length < EQUAL_MAX || Math.max(...gapsMs) - Math.min(...gapsMs) > 1) return;
    return {
      message: `n1 stood for election ${last.length} times, from step ${last[0].step} to step ` +
        `${step}, and each time it waited ${gapsMs[0]} ms.`,
      steps: [last[0].step, step],
    };
  }
}
