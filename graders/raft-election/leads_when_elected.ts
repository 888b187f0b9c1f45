// hidden: truthlab-hidden-7f3a
import { listed } from "@/engine/monitors/leader_authority.ts";
import { majorityOf } from "@/engine/monitors/raft_message.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  read,
} from "@/exercises/raft-election/cluster.ts";

/** For one node among puppets. The first heartbeat need not come at once. */
export const LEADS_WHEN_ELECTED: ElectionProperty = {
  name: "leads-when-elected",
  promise: "A candidate with the votes of a majority leads, and sends AppendEntries to all others.",
  watch: (scenario) => new LeadsWhenElected(scenario),
};

/** Twice what a heartbeat may take. */
const HEARTBEAT_MS_MAX = 200;

class LeadsWhenElected implements Monitor {
  /** The term in which the node stands, and who voted for it. */
  term = 0;
  readonly voters = new Set<NodeId>();
  elected: { readonly step: number; readonly ms: number; readonly silent: Set<NodeId> } | undefined;
  fairUntilMs = 0;

  constructor(readonly scenario: ElectionScenario) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { step, timeMs } = moment;
    if (this.isLate(timeMs)) return this.fail();
    if (observation.kind === "settle") this.fairUntilMs = timeMs + observation.forMs;
    if (observation.kind === "crash") this.stop();
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (message === undefined) return;
    if (observation.kind === "send" && message.kind === "append" && message.term === this.term) {
      this.elected?.silent.delete(observation.to);
    } else if (observation.kind === "send" && message.kind === "vote request") {
      if (this.elected !== undefined && this.elected.silent.size > 0) return this.fail();
      if (message.term !== this.term) this.stop();
      this.term = message.term;
    } else if (observation.kind === "deliver" && message.term > this.term) this.stop();
    else if (observation.kind === "deliver" && message.kind === "vote" && message.granted) {
      if (message.term === this.term) this.count(observation.from, step, timeMs);
    }
  }

  finish(): Violation | undefined {
    if (this.isLate(this.fairUntilMs)) return this.fail();
  }

  private count(voter: NodeId, step: number, ms: number): void {
    const { nodes, puppets } = this.scenario;
    // Its own vote is counted in any case, though it may travel through the network.
    if (puppets.includes(voter)) this.voters.add(voter);
    if (this.elected !== undefined || this.voters.size + 1 < majorityOf(nodes.length)) return;
    this.elected = { step, ms, silent: new Set(puppets) };
  }

  private stop(): void {
    this.term = 0;
    this.voters.clear();
    this.elected = undefined;
  }

  private isLate(timeMs: number): boolean {
    const { elected } = this;
    return elected !== undefined && elected.silent.size > 0 &&
      timeMs - elected.ms > HEARTBEAT_MS_MAX;
  }

  private fail(): Violation {
    const { step, silent } = this.elected!;
    return {
      message:
        `At step ${step}, n1 had its own vote and ${listed([...this.voters].sort())}'s in term ` +
        `${this.term}: a majority of ${this.scenario.nodes.length} nodes. In the next ` +
        `${HEARTBEAT_MS_MAX} ms it sent no AppendEntries to ${listed([...silent])}.`,
      steps: [step],
    };
  }
}
