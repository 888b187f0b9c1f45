import type { Moment, Monitor, Observation, Violation } from "../types.ts";

export interface DurabilityOptions {
  /** The operation that a client is told is done; undefined where none is. */
  readonly readPromise: (observation: Observation) => string | undefined;
  /** The operation that takes effect on this node; undefined where none does. */
  readonly readEffect: (observation: Observation) => string | undefined;
  /** True where the effects survive a crash; otherwise a restarted node begins anew. */
  readonly isDurable?: boolean;
}

/**
 * Durability: what a client was told is done stays done, whatever crashes later. At the end of a
 * run that settled, for long enough to recover, some node shows its effect; that all of them agree
 * is State Machine Safety's or convergence's to say.
 */
export function durability(options: DurabilityOptions): Monitor {
  return new Durability(options);
}

class Durability implements Monitor {
  /** By operation: who promised it, and when. */
  readonly promises = new Map<string, { node: string; step: number }>();
  /** By node: the operations that have taken effect since it started. */
  readonly effects = new Map<string, Set<string>>();
  hasSettled = false;

  constructor(readonly options: DurabilityOptions) {}

  observe({ node, step }: Moment, observation: Observation): undefined {
    const { readPromise, readEffect, isDurable } = this.options;
    if (observation.kind === "settle") this.hasSettled = true;
    if (observation.kind === "start" && !(isDurable && this.effects.has(node))) {
      this.effects.set(node, new Set());
    }
    const promised = readPromise(observation);
    if (promised !== undefined && !this.promises.has(promised)) {
      this.promises.set(promised, { node, step });
    }
    const done = readEffect(observation);
    if (done !== undefined) this.effects.get(node)?.add(done);
  }

  finish(): Violation | undefined {
    if (!this.hasSettled) return;
    for (const [id, { node, step }] of this.promises) {
      if ([...this.effects.values()].some((done) => done.has(id))) continue;
      return {
        message: `${node} answered ${id} as done at step ${step}, and in the end no node has it.`,
        steps: [step],
      };
    }
  }
}
