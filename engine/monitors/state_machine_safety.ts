import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";

/**
 * State Machine Safety: if a node has applied a command at an index, no node ever applies another
 * command at that index (Raft, figure 3 and section 5.4.3), itself after a restart included.
 */
export function stateMachineSafety(): Monitor {
  return new StateMachineSafety();
}

class StateMachineSafety implements Monitor {
  readonly applied = new Map<number, { command: string; node: string; step: number }>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "apply") return;
    const { index } = observation;
    const command = canonicalText(observation.command);
    const first = this.applied.get(index);
    if (first === undefined) this.applied.set(index, { command, node, step });
    else if (first.command !== command) {
      return {
        message: `Two commands at index ${index}: ${first.node} applied ` +
          `${shown(first.command)} at step ${first.step}, ` +
          `${node} applied ${shown(command)} at step ${step}.`,
        steps: [first.step, step],
      };
    }
  }
}
