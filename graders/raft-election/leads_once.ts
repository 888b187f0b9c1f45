// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  read,
} from "@/exercises/raft-election/cluster.ts";

/** For one node among puppets, whose votes come in two parts, with fair time after each. */
export const LEADS_ONCE: ElectionProperty = {
  name: "leads-once",
  promise: "A node begins to lead once in a term: votes that come later change nothing.",
  watch: (scenario) => new LeadsOnce(scenario),
};

class LeadsOnce implements Monitor {
  /** When the node sent heartbeats to n2, in the term in which it leads. */
  readonly beatsMs: number[] = [];
  term = -1;
  lateMs = -1;
  lateStep = 0;
  lateVoter = "";
  fairUntilMs = 0;

  constructor(readonly scenario: ElectionScenario) {}

  observe({ step, timeMs }: Moment, observation: Observation): undefined {
    if (observation.kind === "settle") this.fairUntilMs = timeMs + observation.forMs;
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (observation.kind === "send" && message?.kind === "append" && observation.to === "n2") {
      if (message.term !== this.term) this.begin(message.term);
      this.beatsMs.push(timeMs);
    } else if (observation.kind === "deliver" && message?.kind === "vote" && message.granted) {
      if (message.term === this.term) this.late(observation.from, step, timeMs);
    }
  }

  finish(): Violation | undefined {
    const { beatsMs, lateMs, lateStep, lateVoter, fairUntilMs } = this;
    if (lateMs < 0) return;
    const span = Math.min(lateMs - beatsMs[0], fairUntilMs - lateMs);
    const before = beatsMs.filter((ms) => ms < lateMs && ms >= lateMs - span).length;
    const after = beatsMs.filter((ms) => ms > lateMs && ms <= lateMs + span).length;
    // One more round of heartbeats would be harmless; a second timer is not.
    if (before < 2 || after <= 1.5 * before + 1) return;
    return {
      message: `n1 led in term ${this.term} when ${lateVoter}'s vote came at step ${lateStep}, ` +
        `and then sent ${after} heartbeats to n2 in ${span} ms: before, it sent ${before} in ` +
        `the same time.`,
      steps: [lateStep],
    };
  }

  private begin(term: number): void {
    this.term = term;
    this.beatsMs.length = 0;
    this.lateMs = -1;
  }

  private late(voter: NodeId, step: number, ms: number): void {
    this.lateMs = ms;
    this.lateStep = step;
    this.lateVoter = voter;
  }
}
