// hidden: truthlab-hidden-7f3a
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  read,
} from "@/exercises/raft-election/cluster.ts";
import { Following } from "@/exercises/raft-election/following.ts";

/**
 * Judged in calm networks, once all nodes have heard from one leader and nobody is ahead of it: who
 * stands then has waited for a heartbeat that did not come. Standing too soon is another check's
 * affair.
 */
export const KEEPS_LEADER: ElectionProperty = {
  name: "keeps-leader",
  promise: "In a calm network a leader's heartbeats keep all others from standing for election.",
  watch: (scenario) => new KeepsLeader(scenario),
};

class KeepsLeader implements Monitor {
  readonly following: Following;
  isCalm = false;
  wasComplete = false;
  /** By node: when it last heard from a leader. */
  readonly heardMs = new Map<NodeId, number>();

  constructor(readonly scenario: ElectionScenario) {
    this.following = new Following(scenario);
  }

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "settle") this.isCalm = true;
    // Whoever is in trouble again may elect again.
    if (observation.kind === "crash") this.isCalm = false;
    if (this.isCalm && this.wasComplete && observation.kind === "send") {
      const message = read(observation.message);
      // Standing in a later term than the next, it had met a higher one that it never spoke of.
      if (message?.kind === "vote request" && message.term === this.following.term + 1) {
        return this.judge(moment, message.term);
      }
    }
    if (observation.kind === "deliver" && read(observation.message)?.kind === "append") {
      this.heardMs.set(moment.node, moment.timeMs);
    }
    this.following.observe(moment, observation);
    this.wasComplete = this.scenario.nodes.length > 1 && this.following.isComplete;
  }

  private judge({ node, step, timeMs }: Moment, term: number): Violation | undefined {
    const { leader, heard, term: before } = this.following;
    const waitedMs = timeMs - (this.heardMs.get(node) ?? timeMs);
    if (node === leader!.node || waitedMs < RAFT_TIMING.electionMsMin) return;
    const heardStep = heard.get(node)!;
    return {
      message: `${leader!.node} led in term ${before}, and ${node} heard from it at step ` +
        `${heardStep} and then no more: ${waitedMs} ms later, at step ${step}, it stood for ` +
        `election in term ${term}.`,
      steps: [heardStep, step],
    };
  }
}
