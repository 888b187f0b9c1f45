import type { Data, Moment, Monitor, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";

export interface ConvergenceOptions {
  /** What an observation says of its node's value; undefined when it says nothing. */
  readonly read: (observation: Observation) => Data | undefined;
}

/**
 * Strong eventual consistency: replicas that have received the same updates hold the same value
 * (Shapiro, Preguiça, Baquero and Zawirski, "Conflict-free replicated data types", SSS 2011).
 *
 * Judged at the end of a run that settled, when every update has reached everybody, by the value
 * that each node showed last. `read` must give one form to values that mean the same.
 */
export function convergence(options: ConvergenceOptions): Monitor {
  return new Convergence(options);
}

class Convergence implements Monitor {
  readonly values = new Map<string, { value: string; step: number }>();
  hasSettled = false;

  constructor(readonly options: ConvergenceOptions) {}

  observe({ node, step }: Moment, observation: Observation): undefined {
    if (observation.kind === "settle") this.hasSettled = true;
    const value = this.options.read(observation);
    if (value !== undefined) this.values.set(node, { value: canonicalText(value), step });
  }

  finish(): Violation | undefined {
    if (!this.hasSettled) return;
    const [first, ...others] = [...this.values].sort(([one], [other]) => one < other ? -1 : 1);
    if (first === undefined) return;
    const odd = others.find(([, { value }]) => value !== first[1].value);
    if (odd === undefined) return;
    const [one, other] = [first, odd].sort((left, right) => left[1].step - right[1].step);
    return {
      message: `The replicas never agree: ${one[0]} ends with ${shown(one[1].value)} at step ` +
        `${one[1].step}, ${other[0]} with ${shown(other[1].value)} at step ${other[1].step}.`,
      steps: [one[1].step, other[1].step],
    };
  }
}
