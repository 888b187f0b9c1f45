import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { partOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Each node votes for at most one candidate in a term, crashes or not (Raft, section 5.2). Judged
 * by the votes that it sends; to ask for votes is to vote for oneself.
 */
export function oneVotePerTerm(adapter: RaftAdapter): Monitor {
  return new OneVotePerTerm(adapter);
}

class OneVotePerTerm implements Monitor {
  /** By term and voter. */
  readonly votes = new Map<number, Map<string, { candidate: string; step: number }>>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const message = readRaft(this.adapter, observation.message);
    const isVote = message?.kind === "vote" && message.granted;
    if (message === undefined || (!isVote && message.kind !== "vote request")) return;
    const { node, step } = moment;
    const candidate = isVote ? observation.to : node;
    const votes = partOf(this.votes, message.term);
    const first = votes.get(node);
    if (first === undefined) votes.set(node, { candidate, step });
    else if (first.candidate !== candidate) {
      return {
        message:
          `${node} voted twice in term ${message.term}: for ${told(first.candidate, node)} ` +
          `at step ${first.step} and for ${told(candidate, node)} at step ${step}.`,
        steps: [first.step, step],
      };
    }
  }
}

function told(candidate: string, node: string): string {
  return candidate === node ? "itself" : candidate;
}
