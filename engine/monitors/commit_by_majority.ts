import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { listed } from "./leader_authority.ts";
import { type Append, majorityOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * No node applies an entry before it is committed: a majority has accepted it, together with an
 * entry of the leader's own term (Raft, sections 5.3 and 5.4.2; figure 8 shows why the second half
 * is needed).
 *
 * A ledger of what every follower has accepted from the leader of each term, by the answers that it
 * sent. What a leader of term t may take for committed is the index that a majority holds, if the
 * log up to there has an entry of term t.
 */
export function commitByMajority(adapter: RaftAdapter, nodeCount: number): Monitor {
  return new CommitByMajority(adapter, nodeCount);
}

interface Reign {
  readonly leader: string;
  /** The leader's first entry of its own term, Infinity as long as it has sent none. */
  firstOwnIndex: number;
  /** By follower: up to where it has accepted the leader's log. */
  readonly accepted: Map<string, number>;
}

class CommitByMajority implements Monitor {
  readonly reigns = new Map<number, Reign>();
  /** By node: the last AppendEntries that it was handed. */
  readonly asked = new Map<string, Append>();
  committedIndex = 0;

  constructor(readonly adapter: RaftAdapter, readonly nodeCount: number) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { kind } = observation;
    if (kind === "apply") return this.judge(moment, observation.index);
    if (kind !== "send" && kind !== "deliver") return;
    const message = readRaft(this.adapter, observation.message);
    if (message?.kind === "append") {
      if (kind === "deliver") this.asked.set(moment.node, message);
      else this.lead(moment.node, message);
    } else if (kind === "send" && message?.kind === "append reply" && message.success) {
      this.accept(moment.node, message.term);
    }
  }

  private lead(leader: string, append: Append): void {
    let reign = this.reigns.get(append.term);
    if (reign === undefined) {
      reign = { leader, firstOwnIndex: Infinity, accepted: new Map() };
      this.reigns.set(append.term, reign);
    }
    const { previousIndex, entries } = append;
    for (let place = 0; place < entries.length; place++) {
      if (entries[place].term !== append.term) continue;
      reign.firstOwnIndex = Math.min(reign.firstOwnIndex, previousIndex + 1 + place);
      return;
    }
  }

  private accept(follower: string, term: number): void {
    const asked = this.asked.get(follower);
    const reign = this.reigns.get(term);
    if (asked?.term !== term || reign === undefined) return;
    const end = asked.previousIndex + asked.entries.length;
    if (end <= (reign.accepted.get(follower) ?? 0)) return;
    reign.accepted.set(follower, end);
    const index = this.heldByMajority(reign);
    if (index >= reign.firstOwnIndex && index > this.committedIndex) this.committedIndex = index;
  }

  /** The last index that a majority holds; the leader holds all that its followers accepted. */
  private heldByMajority(reign: Reign): number {
    const ends = [...reign.accepted.values()].sort((one, other) => other - one);
    return ends[majorityOf(this.nodeCount) - 2] ?? 0;
  }

  private judge({ node, step }: Moment, index: number): Violation | undefined {
    // A node on its own is its own majority, and tells nobody.
    if (index <= this.committedIndex || this.nodeCount === 1) return;
    const term = Math.max(0, ...this.reigns.keys());
    const reign = this.reigns.get(term);
    const applied = `${node} applied entry ${index} at step ${step}`;
    if (reign !== undefined && this.heldByMajority(reign) >= index) {
      return {
        message: `${applied} although no entry of term ${term} is on a majority yet: ` +
          `a later leader may still overwrite it.`,
        steps: [step],
      };
    }
    const holders = [...reign?.accepted ?? []].filter(([, end]) => end >= index).map(([id]) => id);
    const others = holders.length === 0 ? "no follower" : `only ${listed(holders.sort())}`;
    return {
      message: `${applied} before a majority of ${this.nodeCount} nodes held it: ` +
        `${others} had accepted it from ${reign?.leader ?? "a leader"} in term ${term}.`,
      steps: [step],
    };
  }
}
