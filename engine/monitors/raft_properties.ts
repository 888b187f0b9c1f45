import type { Check, Plan } from "../suite.ts";
import type { Monitor } from "../types.ts";
import { answerAfterApply } from "./answer_after_apply.ts";
import { answeredStays } from "./answered_stays.ts";
import { applyLog } from "./apply_log.ts";
import { applyWhatWasAsked } from "./apply_what_was_asked.ts";
import { commitByMajority } from "./commit_by_majority.ts";
import { electionSafety } from "./election_safety.ts";
import { leaderAppendOnly } from "./leader_append_only.ts";
import { leaderAuthority } from "./leader_authority.ts";
import { leaderCompleteness } from "./leader_completeness.ts";
import { logContinuity } from "./log_continuity.ts";
import { logMatching } from "./log_matching.ts";
import { oneVotePerTerm } from "./one_vote_per_term.ts";
import { RAFT_ADAPTER } from "./raft_adapter.ts";
import { raftMessageShape } from "./raft_message_shape.ts";
import { stateMachineSafety } from "./state_machine_safety.ts";
import { termMonotone } from "./term_monotone.ts";

/** One property of Raft, under the name and in the words that every exercise uses for it. */
export interface RaftProperty {
  /** The name of the check. */
  readonly name: string;
  readonly promise: string;
  /** Watches a run of a cluster of so many nodes. */
  readonly watch: (nodeCount: number) => Monitor;
}

/** The properties of Raft that all its exercises draw on, mostly from figure 3 of the paper. */
export const RAFT_PROPERTIES = {
  messageShape: {
    name: "message-shape",
    promise: "Messages have the fields that api.ts gives them.",
    watch: () => raftMessageShape(),
  },
  electionSafety: {
    name: "election-safety",
    promise: "A term has at most one leader.",
    watch: () => electionSafety(RAFT_ADAPTER),
  },
  oneVotePerTerm: {
    name: "one-vote-per-term",
    promise: "A node votes for at most one candidate in a term, crashes or not.",
    watch: () => oneVotePerTerm(RAFT_ADAPTER),
  },
  termMonotone: {
    name: "term-monotone",
    promise:
      "A node's term never goes back, and the higher term that it is told of becomes its own.",
    watch: () => termMonotone(RAFT_ADAPTER),
  },
  leaderAuthority: {
    name: "leader-authority",
    promise: "Only a node with the votes of a majority in a term leads in it.",
    watch: (nodeCount) => leaderAuthority(RAFT_ADAPTER, nodeCount),
  },
  leaderAppendOnly: {
    name: "leader-append-only",
    promise: "A leader only appends to its log: it never changes or deletes an entry.",
    watch: () => leaderAppendOnly(RAFT_ADAPTER),
  },
  logMatching: {
    name: "log-matching",
    promise: "Logs that share an entry's index and term are the same up to that entry.",
    watch: () => logMatching(RAFT_ADAPTER),
  },
  logContinuity: {
    name: "log-continuity",
    promise: "A follower accepts only what continues its own log.",
    watch: () => logContinuity(RAFT_ADAPTER),
  },
  leaderCompleteness: {
    name: "leader-completeness",
    promise: "A committed entry is in the log of the leader of every later term.",
    watch: () => leaderCompleteness(RAFT_ADAPTER),
  },
  stateMachineSafety: {
    name: "state-machine-safety",
    promise: "No two nodes apply different commands at the same index.",
    watch: () => stateMachineSafety(),
  },
  commitByMajority: {
    name: "commit-by-majority",
    promise:
      "An entry is applied only after a majority holds it, with one of the leader's own term.",
    watch: (nodeCount) => commitByMajority(RAFT_ADAPTER, nodeCount),
  },
  applyInOrder: {
    name: "apply-in-order",
    promise: "Each node applies the log's commands in order, each once, from the first.",
    watch: () => applyLog(RAFT_ADAPTER),
  },
  applyWhatWasAsked: {
    name: "apply-what-was-asked",
    promise: "Only what clients have asked for is applied.",
    watch: () => applyWhatWasAsked(),
  },
  answerAfterApply: {
    name: "answer-after-apply",
    promise: "A client is told that its command is done only after it was applied.",
    watch: () => answerAfterApply(),
  },
  answeredStays: {
    name: "answered-stays",
    promise: "What a client was told is done comes before all that is asked later, on every node.",
    watch: () => answeredStays(),
  },
} as const satisfies Record<string, RaftProperty>;

/** The check that a program has a property, looked for in the runs of these plans. */
export function raftCheck(property: RaftProperty, plans: readonly Plan[], weight = 1): Check {
  const { name, promise, watch } = property;
  return { name, promise, weight, plans, monitor: (_, { nodes }) => watch(nodes.length) };
}
