// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/** Figure 2 of the Raft paper: both receivers reply false to a term below their own. */
export const OLD_TERMS_REFUSED: ElectionProperty = {
  name: "old-terms-refused",
  promise: "What comes from an older term than a node's own is refused.",
  watch: () => new OldTermsRefused(),
};

interface Asked {
  readonly term: number;
  readonly kind: "vote request" | "append";
}

/** What begins a handler: what is sent after it answers nothing that came before. */
const HANDLED: readonly Observation["kind"][] = ["deliver", "fire", "start", "crash"];

class OldTermsRefused implements Monitor {
  /** By node: its own term, as far as it has spoken or must have heard. */
  readonly terms = new Map<NodeId, number>();
  /** By node: what it is answering now. */
  readonly answering = new Map<NodeId, Asked>();

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { node } = moment;
    if (observation.kind === "crash") this.terms.delete(node);
    if (HANDLED.includes(observation.kind)) this.answering.delete(node);
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (message === undefined) return;
    if (observation.kind === "send") {
      const isYes = message.kind === "vote" && message.granted ||
        message.kind === "append reply" && message.success;
      if (isYes) return this.judge(moment, message.kind, observation.to);
      this.raise(node, message.term);
    } else {
      const { kind, term } = message;
      if (kind === "vote request" || kind === "append") this.answering.set(node, { term, kind });
      // A vote request may be ignored by who has just heard from a leader.
      if (kind !== "vote request") this.raise(node, term);
    }
  }

  private raise(node: NodeId, term: number): void {
    if (term > (this.terms.get(node) ?? 0)) this.terms.set(node, term);
  }

  private judge(
    { node, step }: Moment,
    kind: "vote" | "append reply",
    to: NodeId,
  ): Violation | undefined {
    const asked = this.answering.get(node);
    const term = this.terms.get(node) ?? 0;
    if (asked === undefined || asked.term >= term) return;
    if ((asked.kind === "append") !== (kind === "append reply")) return;
    const what = kind === "vote" ? "gave its vote to" : "answered success to";
    return {
      message: `At step ${step}, ${node} knew of term ${term} and ${what} ${to}, ` +
        `which asked in term ${asked.term}.`,
      steps: [step],
    };
  }
}
