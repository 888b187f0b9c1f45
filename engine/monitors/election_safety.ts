import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Election Safety: at most one leader can be elected in a given term (Raft, figure 3 and section
 * 5.2). A leader is who sends AppendEntries.
 */
export function electionSafety(adapter: RaftAdapter): Monitor {
  return new ElectionSafety(adapter);
}

class ElectionSafety implements Monitor {
  readonly leaders = new Map<number, { node: string; step: number }>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const message = readRaft(this.adapter, observation.message);
    if (message?.kind !== "append") return;
    const { node, step } = moment;
    const first = this.leaders.get(message.term);
    if (first === undefined) this.leaders.set(message.term, { node, step });
    else if (first.node !== node) {
      return {
        message: `Two leaders in term ${message.term}: ` +
          `${first.node} at step ${first.step}, ${node} at step ${step}.`,
        steps: [first.step, step],
      };
    }
  }
}
