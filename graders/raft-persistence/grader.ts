// hidden: truthlab-hidden-7f3a
import { type Faults, PROFILES } from "@/engine/faults.ts";
import { type FollowerAspect, followerLog } from "@/engine/monitors/follower_log.ts";
import { RAFT_ADAPTER } from "@/engine/monitors/raft_adapter.ts";
import type { GoesOnOptions } from "@/engine/monitors/raft_goes_on.ts";
import { RAFT_PROPERTIES as P, raftCheck } from "@/engine/monitors/raft_properties.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { cluster, healed, randomCommands, watchProgress } from "@/engine/rafts/clusters.ts";
import type { Check, Plan, Scenario, Suite } from "@/engine/suite.ts";
import { EXPORTS } from "@/exercises/raft-persistence/examples.ts";
import { CLUSTER_STORIES, RECOVERIES } from "./cluster_stories.ts";
import { LOGS, REBUILDING, VOTES } from "./one_node.ts";
import { SEARCHES } from "./searches.ts";

/** Nodes come back sooner than the messages arrive that were sent before they crashed. */
const REVENANTS: Faults = {
  ...PROFILES.crashes,
  crashRate: 25,
  downMs: [10, 400],
  downMax: 2,
  slow: 0.3,
  slowMs: [50, 1_200],
};

const three: Scenario = { ...cluster(3), commands: randomCommands(30, 3_000) };
const five: Scenario = { ...cluster(5), commands: randomCommands(30, 3_000) };

const WALKS: readonly Plan[] = [
  planWalks("three nodes that crash", { ...three, faults: PROFILES.crashes }, 80),
  planWalks("three nodes that come back soon", { ...three, faults: REVENANTS }, 120),
  planWalks("five nodes that come back soon", { ...five, faults: REVENANTS }, 60),
  planWalks("three nodes, everything at once", { ...three, faults: PROFILES.chaos }, 40),
];

const HEALED: readonly Plan[] = [
  planWalks("three nodes, crashed and healed", { ...healed(three), faults: REVENANTS }, 16),
  planWalks("five nodes, crashed and healed", { ...healed(five), faults: PROFILES.chaos }, 8),
];

const ALL = [...CLUSTER_STORIES, ...WALKS, ...SEARCHES];
const ONE_NODE = [...VOTES, ...LOGS, ...REBUILDING];

const follower = (
  name: string,
  promise: string,
  plans: readonly Plan[],
  aspect: FollowerAspect,
): Check => ({
  name,
  promise,
  weight: 6,
  plans,
  monitor: () => followerLog(RAFT_ADAPTER, "n1", aspect),
});

/** The checks that commands get through. */
const progress = (
  check: Pick<Check, "name" | "promise" | "weight">,
  aspect: GoesOnOptions["aspect"],
  plans: readonly Plan[],
): Check => ({
  ...check,
  plans,
  monitor: (_, { nodes }) => watchProgress(nodes, aspect),
});

export const suite: Suite = {
  slug: "raft-persistence",
  exports: EXPORTS,
  checks: [
    raftCheck(P.messageShape, [...ONE_NODE, ...ALL]),
    raftCheck(P.oneVotePerTerm, [...VOTES, ...ALL], 8),
    raftCheck(P.termMonotone, [...ONE_NODE, ...ALL], 8),
    follower(
      "keeps-its-log",
      "What a follower has acknowledged is in its log after every crash, and what it cut is not.",
      LOGS,
      "answers",
    ),
    follower(
      "rebuilds-what-is-committed",
      "A restarted node applies what its leader has committed and no other entry.",
      [...REBUILDING, ...LOGS],
      "applies",
    ),
    raftCheck(P.electionSafety, ALL, 2),
    raftCheck(P.leaderAuthority, ALL),
    raftCheck(P.leaderAppendOnly, ALL),
    raftCheck(P.logMatching, ALL, 2),
    raftCheck(P.logContinuity, ALL, 2),
    raftCheck(P.leaderCompleteness, ALL, 4),
    raftCheck(P.commitByMajority, ALL),
    raftCheck(P.stateMachineSafety, [...REBUILDING, ...ALL], 4),
    raftCheck(P.applyInOrder, [...REBUILDING, ...ALL], 4),
    raftCheck(P.applyWhatWasAsked, ALL),
    raftCheck(P.answerAfterApply, ALL),
    raftCheck(P.answeredStays, ALL, 6),
    progress(
      {
        name: "goes-on",
        promise: "What clients ask for is applied on every node, once all is healed.",
        weight: 6,
      },
      "applied everywhere",
      [...RECOVERIES, ...HEALED],
    ),
    progress(
      {
        name: "answers-clients",
        promise: "A client whose command was applied is told so.",
        weight: 2,
      },
      "answered",
      RECOVERIES,
    ),
  ],
};
