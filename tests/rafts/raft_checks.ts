import { applyInOrder } from "@/engine/monitors/apply_in_order.ts";
import { commitByMajority } from "@/engine/monitors/commit_by_majority.ts";
import { electionSafety } from "@/engine/monitors/election_safety.ts";
import { eventually } from "@/engine/monitors/eventually.ts";
import { leaderAppendOnly } from "@/engine/monitors/leader_append_only.ts";
import { leaderAuthority } from "@/engine/monitors/leader_authority.ts";
import { leaderCompleteness } from "@/engine/monitors/leader_completeness.ts";
import { logContinuity } from "@/engine/monitors/log_continuity.ts";
import { logMatching } from "@/engine/monitors/log_matching.ts";
import { oneVotePerTerm } from "@/engine/monitors/one_vote_per_term.ts";
import { stateMachineSafety } from "@/engine/monitors/state_machine_safety.ts";
import { termMonotone } from "@/engine/monitors/term_monotone.ts";
import type { Monitor } from "@/engine/types.ts";
import { RAFT_ADAPTER } from "@/islands/figures/kit/raft_adapter.ts";

/** The longest election timeout of `islands/figures/kit/raft_node.ts`. */
export const ELECTION_MS_MAX = 300;
/** How long a healed cluster may take to go on. */
export const PROGRESS_MS_MAX = 20 * ELECTION_MS_MAX;

/** All checks of a Raft, by name, for a cluster of so many nodes. */
export const RAFT_CHECKS = {
  "election-safety": () => electionSafety(RAFT_ADAPTER),
  "one-vote-per-term": () => oneVotePerTerm(RAFT_ADAPTER),
  "term-monotone": () => termMonotone(RAFT_ADAPTER),
  "leader-authority": (nodeCount) => leaderAuthority(RAFT_ADAPTER, nodeCount),
  "leader-append-only": () => leaderAppendOnly(RAFT_ADAPTER),
  "log-matching": () => logMatching(RAFT_ADAPTER),
  "log-continuity": () => logContinuity(RAFT_ADAPTER),
  "leader-completeness": () => leaderCompleteness(RAFT_ADAPTER),
  "state-machine-safety": () => stateMachineSafety(),
  "commit-by-majority": (nodeCount) => commitByMajority(RAFT_ADAPTER, nodeCount),
  "apply-in-order": () => applyInOrder(),
  "progress": () =>
    eventually({
      what: "a node acted as leader",
      withinMs: PROGRESS_MS_MAX,
      withinWords: "20 election timeouts",
      isGood: (observation) =>
        observation.kind === "send" && RAFT_ADAPTER.read(observation.message)?.kind === "append",
    }),
} satisfies Record<string, (nodeCount: number) => Monitor>;

export type RaftCheck = keyof typeof RAFT_CHECKS;
