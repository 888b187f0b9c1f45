// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  endOf,
  read,
  tellEnd,
} from "@/exercises/raft-election/cluster.ts";

export const TELLS_OWN_LOG: ElectionProperty = {
  name: "tells-own-log",
  promise: "A candidate says truly where its log ends: the last index, and the term there.",
  watch: (scenario) => new TellsOwnLog(scenario),
};

class TellsOwnLog implements Monitor {
  /** Nodes that were sent entries or may have led: who goes beyond the exercise has another log. */
  readonly changed = new Set<NodeId>();
  readonly logOf: (node: NodeId) => readonly number[];

  constructor({ logs }: ElectionScenario) {
    this.logOf = (node) => logs.get(node)!;
  }

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (observation.kind === "deliver") {
      const isChange = message?.kind === "append" && message.entries.length > 0 ||
        message?.kind === "vote" && message.granted;
      if (isChange) this.changed.add(node);
      return;
    }
    if (message?.kind !== "vote request" || this.changed.has(node)) return;
    const { lastIndex: index, lastTerm: term } = message;
    const own = endOf(this.logOf(node));
    if (index === undefined || term === undefined) return;
    if (index === own.index && term === own.term) return;
    return {
      message: `${node}'s log ends with ${tellEnd(own)}, and at step ${step} it asked for votes ` +
        `with lastLogIndex ${index} and lastLogTerm ${term}.`,
      steps: [step],
    };
  }
}
