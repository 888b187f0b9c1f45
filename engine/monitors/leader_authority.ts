import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { majorityOf, partOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Only who received votes from a majority in a term, its own included, leads in it (Raft, section
 * 5.2): it alone may send AppendEntries of that term.
 */
export function leaderAuthority(adapter: RaftAdapter, nodeCount: number): Monitor {
  return new LeaderAuthority(adapter, nodeCount);
}

class LeaderAuthority implements Monitor {
  /** By term and node: who voted for it, as far as it has heard. */
  readonly supporters = new Map<number, Map<string, Set<string>>>();

  constructor(readonly adapter: RaftAdapter, readonly nodeCount: number) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = readRaft(this.adapter, observation.message);
    if (message === undefined) return;
    if (observation.kind === "deliver") {
      if (message.kind !== "vote" || !message.granted) return;
      this.supportersOf(moment.node, message.term).add(observation.from);
    } else if (message.kind === "append") return this.judge(moment, message.term);
  }

  private judge({ node, step }: Moment, term: number): Violation | undefined {
    const supporters = this.supportersOf(node, term);
    if (supporters.size >= majorityOf(this.nodeCount)) return;
    const names = [...supporters].sort();
    const who = names.length === 1 ? "its own vote alone" : `the votes of ${listed(names)}`;
    return {
      message: `${node} acted as leader of term ${term} at step ${step} with ${who}: ` +
        `a majority of ${this.nodeCount} nodes is ${majorityOf(this.nodeCount)}.`,
      steps: [step],
    };
  }

  private supportersOf(node: string, term: number): Set<string> {
    const byNode = partOf(this.supporters, term);
    let supporters = byNode.get(node);
    if (supporters === undefined) byNode.set(node, supporters = new Set([node]));
    return supporters;
  }
}

/** "n1, n2 and n3". */
export function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join()
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
