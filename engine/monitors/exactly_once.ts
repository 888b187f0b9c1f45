import type { Moment, Monitor, Observation, Violation } from "../types.ts";

export interface ExactlyOnceOptions {
  /** The name of the operation that takes effect here; undefined where none does. */
  readonly read: (observation: Observation) => string | undefined;
  /** True where the effects survive a crash; otherwise a restarted node begins anew. */
  readonly isDurable?: boolean;
}

/**
 * Exactly-once semantics: however often a client retries, its operation takes effect once on each
 * replica (Ongaro's dissertation, section 6.3). That it takes effect at all is `durability`.
 */
export function exactlyOnce(options: ExactlyOnceOptions): Monitor {
  return new ExactlyOnce(options);
}

class ExactlyOnce implements Monitor {
  /** By node: the step at which each operation took effect. */
  readonly done = new Map<string, Map<string, number>>();

  constructor(readonly options: ExactlyOnceOptions) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "start" && !this.options.isDurable) this.done.delete(node);
    const id = this.options.read(observation);
    if (id === undefined) return;
    let done = this.done.get(node);
    if (done === undefined) this.done.set(node, done = new Map());
    const before = done.get(id);
    if (before === undefined) done.set(id, step);
    else {
      return {
        message: `${id} took effect twice on ${node}: at step ${before} and at step ${step}.`,
        steps: before === step ? [step] : [before, step],
      };
    }
  }
}
