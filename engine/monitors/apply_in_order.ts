import type { Moment, Monitor, Observation, Violation } from "../types.ts";

export interface ApplyOptions {
  /**
   * True where the state machine survives a crash, so that a restarted node goes on after the last
   * entry. Otherwise it starts empty and applies everything again, from 1 (Raft, figure 2).
   */
  readonly isDurable?: boolean;
}

/**
 * Every node applies the log's entries in order, each exactly once, from 1 without gaps (Raft,
 * section 5.3).
 */
export function applyInOrder(options: ApplyOptions = {}): Monitor {
  return new ApplyInOrder(options.isDurable ?? false);
}

class ApplyInOrder implements Monitor {
  /** By node: the steps at which it applied the entries, in order. */
  readonly applied = new Map<string, number[]>();

  constructor(readonly isDurable: boolean) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "start" && !this.isDurable) this.applied.delete(node);
    if (observation.kind !== "apply") return;
    const { index } = observation;
    let steps = this.applied.get(node);
    if (steps === undefined) this.applied.set(node, steps = []);
    if (index === steps.length + 1) {
      steps.push(step);
      return;
    }
    if (index <= steps.length) {
      const before = steps[index - 1];
      return {
        message: `${node} applied entry ${index} twice: at step ${before} and at step ${step}.`,
        steps: before === step ? [step] : [before, step],
      };
    }
    const missing = steps.length + 1;
    const what = missing === index - 1 ? `entry ${missing}` : `entries ${missing} to ${index - 1}`;
    return {
      message: `${node} applied entry ${index} at step ${step} without ${what} before it.`,
      steps: [step],
    };
  }
}
