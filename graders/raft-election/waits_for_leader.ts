// hidden: truthlab-hidden-7f3a
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/** A pre-vote is no election yet, and whoever has given up leading waits like anybody else. */
export const WAITS_FOR_LEADER: ElectionProperty = {
  name: "waits-for-leader",
  promise: "A node that has just heard from the leader of its term, or has just led itself, does " +
    "not stand for election.",
  watch: () => new WaitsForLeader(),
};

const { electionMsMin } = RAFT_TIMING;

/** When a node heard from a leader: `from` is itself while it leads. */
interface Sighting {
  readonly from: NodeId;
  readonly term: number;
  readonly step: number;
  readonly ms: number;
}

class WaitsForLeader implements Monitor {
  /** By node: the highest term that it has met. */
  readonly terms = new Map<NodeId, number>();
  readonly heard = new Map<NodeId, Sighting>();

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { node, step, timeMs: ms } = moment;
    if (observation.kind === "crash") this.heard.delete(node);
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (message === undefined) {
      // A leader may hand over by a message of the program's own.
      if (observation.kind === "deliver") this.heard.delete(node);
      return;
    }
    const { kind, term } = message;
    const before = this.terms.get(node) ?? 0;
    if (term > before) this.terms.set(node, term);
    if (kind === "append" && term >= before) {
      const from = observation.kind === "deliver" ? observation.from : node;
      this.heard.set(node, { from, term, step, ms });
    } else if (kind === "vote request" && observation.kind === "send" && term > before) {
      return this.judge(moment, term);
    }
  }

  private judge({ node, step, timeMs }: Moment, term: number): Violation | undefined {
    const heard = this.heard.get(node);
    // Standing in a later term than the next, it had met a higher one that it never spoke of.
    if (heard?.term !== term - 1 || timeMs - heard.ms >= electionMsMin) return;
    const told = heard.from === node
      ? `led in term ${heard.term} at step ${heard.step}`
      : `heard from ${heard.from}, the leader of term ${heard.term}, at step ${heard.step}`;
    return {
      message: `${node} ${told}, and stood for election in term ${term} at step ${step}, ` +
        `${timeMs - heard.ms} ms later: before ${electionMsMin} ms nobody may.`,
      steps: [heard.step, step],
    };
  }
}
