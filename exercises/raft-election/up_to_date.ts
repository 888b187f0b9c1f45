import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  endOf,
  isUpToDate,
  type LogEnd,
  read,
  tellEnd,
} from "./cluster.ts";

/** The election restriction: Raft, section 5.4.1. */
export const UP_TO_DATE: ElectionProperty = {
  name: "up-to-date",
  promise: "A node votes only for a candidate whose log is at least as up to date as its own.",
  watch: (scenario) => new UpToDate(scenario),
};

class UpToDate implements Monitor {
  /** By voter and candidate: what the candidate last said of its log. */
  readonly asked = new Map<NodeId, Map<NodeId, { end: LogEnd; term: number }>>();
  /** True once entries were sent: who goes beyond the exercise has other logs from then on. */
  hasEntries = false;
  /** A function, so that a search does not take it for state. */
  readonly logOf: (node: NodeId) => readonly number[];

  constructor({ logs }: ElectionScenario) {
    this.logOf = (node) => logs.get(node)!;
  }

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "deliver") this.hear(moment.node, observation);
    else if (observation.kind === "send") {
      const message = read(observation.message);
      if (message?.kind === "append" && message.entries.length > 0) this.hasEntries = true;
      if (message?.kind !== "vote" || !message.granted) return;
      return this.judge(moment, observation.to, message.term);
    }
  }

  private hear(node: NodeId, { from, message: data }: { from: NodeId; message: unknown }): void {
    const message = read(data);
    if (message?.kind !== "vote request") return;
    const { term, lastIndex, lastTerm } = message;
    if (lastIndex === undefined || lastTerm === undefined) return;
    let asked = this.asked.get(node);
    if (asked === undefined) this.asked.set(node, asked = new Map());
    asked.set(from, { end: { index: lastIndex, term: lastTerm }, term });
  }

  private judge({ node, step }: Moment, candidate: NodeId, term: number): Violation | undefined {
    const asked = this.asked.get(node)?.get(candidate);
    const own = endOf(this.logOf(node));
    if (asked?.term !== term || this.hasEntries || isUpToDate(asked.end, own)) return;
    return {
      message: `${node}, whose log ends with ${tellEnd(own)}, voted at step ${step} for ` +
        `${candidate} in term ${term}, whose log ends with ${tellEnd(asked.end)}.`,
      steps: [step],
    };
  }
}
