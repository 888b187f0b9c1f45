import { electionSafety } from "@/engine/monitors/election_safety.ts";
import { leaderAppendOnly } from "@/engine/monitors/leader_append_only.ts";
import { leaderCompleteness } from "@/engine/monitors/leader_completeness.ts";
import { logMatching } from "@/engine/monitors/log_matching.ts";
import { stateMachineSafety } from "@/engine/monitors/state_machine_safety.ts";
import type { RunSetup } from "../kit/play_run.ts";
import { RAFT_ADAPTER } from "../kit/raft_adapter.ts";
import { RaftNode } from "../kit/raft_node.ts";

/** How many nodes, and `u` where copies of old entries count, against the rule of section 5.4.2. */
export const SETTINGS = ["3", "5", "7", "5u"] as const;
export type Setting = typeof SETTINGS[number];

/** Raft's five properties, in the order of `RunSetup.monitors`. */
export const PROPERTIES = [
  "Election Safety",
  "Leader Append-Only",
  "Log Matching",
  "Leader Completeness",
  "State Machine Safety",
] as const;

/** Counts copies of entries of any term, as one might think it should. */
class CountingRaftNode extends RaftNode {
  protected override mayCount(): boolean {
    return true;
  }
}

const setups = new Map<Setting, RunSetup>();

/** The cluster of a setting: the same object for the same setting. */
export function setupOf(setting: Setting): RunSetup {
  let setup = setups.get(setting);
  if (setup === undefined) setups.set(setting, setup = createSetup(setting));
  return setup;
}

function createSetup(setting: Setting): RunSetup {
  const Program = setting === "5u" ? CountingRaftNode : RaftNode;
  return {
    nodes: Array.from({ length: parseInt(setting) }, (_, index) => `n${index + 1}`),
    spawn: (context) => new Program(context) as never,
    seed: 7,
    monitors: () => [
      electionSafety(RAFT_ADAPTER),
      leaderAppendOnly(RAFT_ADAPTER),
      logMatching(RAFT_ADAPTER),
      leaderCompleteness(RAFT_ADAPTER),
      stateMachineSafety(),
    ],
    commandBody: (count) => `x${count}`,
  };
}
