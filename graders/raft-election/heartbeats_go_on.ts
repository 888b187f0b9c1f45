// hidden: truthlab-hidden-7f3a
import { majorityOf } from "@/engine/monitors/raft_message.ts";
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  read,
} from "@/exercises/raft-election/cluster.ts";

/**
 * Judged once all trouble is over. A leader that no majority has answered for a while may step down,
 * which nobody can see: so what it sends a node is judged only where a majority has answered it
 * since it last did, or has just voted for it.
 */
export const HEARTBEATS_GO_ON: ElectionProperty = {
  name: "heartbeats-go-on",
  promise:
    "A leader sends AppendEntries to every other node again and again, whether they answer or not.",
  watch: (scenario) => new HeartbeatsGoOn(scenario),
};

/** Half as much again as a heartbeat may take: no leader may step down any sooner. */
const SILENCE_MS_MAX = 1.5 * RAFT_TIMING.heartbeatMsMax;

interface Sent {
  readonly step: number;
  readonly ms: number;
}

interface Leading {
  readonly term: number;
  /** By node: the last that it was sent. */
  readonly sent: Map<NodeId, Sent>;
}

class HeartbeatsGoOn implements Monitor {
  readonly leading = new Map<NodeId, Leading>();
  /** By node: who answered it when, and in which term. */
  readonly answered = new Map<
    NodeId,
    Map<NodeId, { readonly term: number; readonly ms: number }>
  >();
  fairUntilMs = -1;

  constructor(readonly scenario: ElectionScenario) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { node, timeMs } = moment;
    if (timeMs <= this.fairUntilMs) {
      const late = this.judge(timeMs);
      if (late !== undefined) return late;
    }
    if (observation.kind === "settle") this.fairUntilMs = timeMs + observation.forMs;
    else if (observation.kind === "crash") this.forget(node);
    else if (observation.kind === "send") this.send(moment, observation.to, observation.message);
    else if (observation.kind === "deliver") {
      this.hear(moment, observation.from, observation.message);
    }
  }

  finish(): Violation | undefined {
    return this.judge(this.fairUntilMs);
  }

  private send({ node, step, timeMs: ms }: Moment, to: NodeId, data: unknown): void {
    const message = read(data);
    if (message?.kind === "vote request") this.leading.delete(node);
    if (message?.kind !== "append") return;
    const { term } = message;
    let leading = this.leading.get(node);
    if (leading?.term !== term) this.leading.set(node, leading = { term, sent: new Map() });
    leading.sent.set(to, { step, ms });
  }

  private hear({ node, timeMs: ms }: Moment, from: NodeId, data: unknown): void {
    const message = read(data);
    const leading = this.leading.get(node);
    // By a message of the program's own a leader may hand over.
    if (message === undefined || leading !== undefined && message.term > leading.term) {
      this.leading.delete(node);
    } else if (message.kind === "vote" || message.kind === "append reply") {
      // It may have stepped down before this answer came.
      const hadMajority = ms - this.majorityMs(node, message.term) <= SILENCE_MS_MAX;
      if (!hadMajority) this.leading.delete(node);
      let answered = this.answered.get(node);
      if (answered === undefined) this.answered.set(node, answered = new Map());
      answered.set(from, { term: message.term, ms });
    }
  }

  private forget(node: NodeId): void {
    this.leading.delete(node);
    this.answered.delete(node);
  }

  private judge(timeMs: number): Violation | undefined {
    for (const [node, { term, sent }] of this.leading) {
      for (const [peer, { step, ms }] of sent) {
        if (timeMs - ms <= SILENCE_MS_MAX || this.majorityMs(node, term) < ms) continue;
        return {
          message: `${node} led in term ${term}, and after step ${step} it sent ${peer} no ` +
            `AppendEntries for more than ${SILENCE_MS_MAX} ms.`,
          steps: [step],
        };
      }
    }
  }

  /** Since when so many have answered a leader that it leads a majority. */
  private majorityMs(node: NodeId, term: number): number {
    const times = [...this.answered.get(node)?.values() ?? []]
      .filter((answer) => answer.term === term)
      .map(({ ms }) => ms)
      .sort((one, other) => other - one);
    return times[majorityOf(this.scenario.nodes.length) - 2] ?? -1;
  }
}
