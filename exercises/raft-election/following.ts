import type { Moment, NodeId, Observation } from "@/engine/types.ts";
import { type ElectionScenario, read } from "./cluster.ts";

/** Sees from the messages whether all nodes have come to follow one leader. */
export class Following {
  /** The highest term in which anybody has spoken. */
  term = 0;
  /** Who leads in it, as far as it has shown. */
  leader: { readonly node: NodeId; readonly step: number } | undefined;
  /** True when a second node acts as its leader: then nobody is followed. */
  isDisputed = false;
  /** Who has heard from this leader, and when last. What came through before all settled is past. */
  readonly heard = new Map<NodeId, number>();
  /** How often each node stood for election. */
  readonly stands = new Map<NodeId, { term: number; times: number }>();

  constructor(readonly scenario: ElectionScenario) {}

  observe(moment: Moment, observation: Observation): void {
    const { node } = moment;
    if (observation.kind === "settle") this.heard.clear();
    else if (observation.kind === "send") this.send(moment, observation.message);
    else if (observation.kind === "deliver") {
      const message = read(observation.message);
      if (message?.kind !== "append" || message.term !== this.term) return;
      if (observation.from === this.leader?.node) this.heard.set(node, moment.step);
    } else if (observation.kind === "crash") {
      this.heard.delete(node);
      if (this.leader?.node === node) this.forget();
    }
  }

  /** True when there is a leader, all others have heard from it, and nobody is ahead of it. */
  get isComplete(): boolean {
    const { nodes, puppets } = this.scenario;
    const followers = nodes.length - puppets.length - 1;
    if (followers === 0) return true;
    return this.leader !== undefined && !this.isDisputed && this.heard.size === followers;
  }

  private send({ node, step }: Moment, data: unknown): void {
    const message = read(data);
    if (message === undefined) return;
    if (message.kind === "vote request") this.stand(node, message.term);
    if (message.term > this.term) {
      this.term = message.term;
      this.forget();
    }
    if (message.kind !== "append" || message.term !== this.term) return;
    this.leader ??= { node, step };
    if (this.leader.node !== node) this.isDisputed = true;
  }

  private stand(node: NodeId, term: number): void {
    const before = this.stands.get(node);
    if (before === undefined) this.stands.set(node, { term, times: 1 });
    else if (before.term !== term) this.stands.set(node, { term, times: before.times + 1 });
  }

  private forget(): void {
    this.leader = undefined;
    this.isDisputed = false;
    this.heard.clear();
  }
}
