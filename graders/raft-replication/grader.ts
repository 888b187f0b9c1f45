// hidden: truthlab-hidden-7f3a
import { PROFILES } from "@/engine/faults.ts";
import { type FollowerAspect, followerLog } from "@/engine/monitors/follower_log.ts";
import { RAFT_ADAPTER } from "@/engine/monitors/raft_adapter.ts";
import type { GoesOnOptions } from "@/engine/monitors/raft_goes_on.ts";
import { majorityOf } from "@/engine/monitors/raft_message.ts";
import { RAFT_PROPERTIES as P, raftCheck } from "@/engine/monitors/raft_properties.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Check, Plan, Scenario, Suite } from "@/engine/suite.ts";
import {
  cluster,
  healed,
  lateStory,
  partlyDead,
  randomCommands,
  watchProgress,
} from "@/engine/rafts/clusters.ts";
import { EXPORTS } from "@/exercises/raft-replication/examples.ts";
import { CLUSTER_STORIES, CUT_OFF_IN_TURN, REPAIRS } from "./cluster_stories.ts";
import { SEARCHES } from "./searches.ts";
import { COMMITTING, CONSISTENCY, CUTTING, KEEPING, OLD_LEADERS } from "./follower_stories.ts";

const UNIT = [...CONSISTENCY, ...KEEPING, ...CUTTING, ...OLD_LEADERS, ...COMMITTING];

const three: Scenario = { ...cluster(3), commands: randomCommands(30, 3_000) };
const five: Scenario = { ...cluster(5), commands: randomCommands(30, 3_000) };

const WALKS: readonly Plan[] = [
  planWalks("three nodes, messages late and lost", { ...three, faults: PROFILES.lossy }, 80),
  planWalks("three nodes, split", { ...three, faults: PROFILES.split }, 120),
  planWalks("five nodes, split", { ...five, faults: PROFILES.split }, 80),
  planPct("by priority", { ...three, stepsMax: 400 }, { runs: 60, depth: 3 }),
];

const HEALED: readonly Plan[] = [
  planWalks("three nodes, split and healed", { ...healed(three), faults: PROFILES.split }, 20),
  planWalks("five nodes, split and healed", { ...healed(five), faults: PROFILES.split }, 10),
];

const ALL = [...CLUSTER_STORIES, ...WALKS, ...SEARCHES];

const follower = (
  name: string,
  promise: string,
  plans: readonly Plan[],
  aspect: FollowerAspect = "answers",
): Check => ({
  name,
  promise,
  weight: 4,
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

/** Clusters that have lost as many nodes as they can bear. */
const MAJORITIES = [[2, 3], [3, 5]].map(([alive, count]): Plan => {
  const scenario = partlyDead(count, alive);
  const story = `run 1000ms\n${lateStory(scenario.nodes.slice(0, alive))}`;
  return planScript(`${alive} of ${count}`, scenario, story);
});

export const suite: Suite = {
  slug: "raft-replication",
  exports: EXPORTS,
  // Who does nothing does nothing wrong: so the most weight lies on getting commands applied.
  checks: [
    raftCheck(P.messageShape, [...UNIT, ...ALL]),
    follower(
      "consistency-check",
      "A follower accepts entries exactly when it holds the entry before them.",
      CONSISTENCY,
    ),
    follower("keeps-what-agrees", "An old or doubled message takes no entry away.", KEEPING),
    follower("cuts-conflicts", "Where the leader has another entry, the follower's goes.", CUTTING),
    follower("rejects-old-leaders", "A leader whose term is over is refused.", OLD_LEADERS),
    follower(
      "commits-what-it-knows",
      "A follower applies what its leader has committed and no other entry.",
      COMMITTING,
      "applies",
    ),
    raftCheck(P.electionSafety, ALL),
    raftCheck(P.oneVotePerTerm, ALL),
    raftCheck(P.termMonotone, [...UNIT, ...ALL]),
    raftCheck(P.leaderAuthority, ALL),
    raftCheck(P.leaderAppendOnly, ALL),
    raftCheck(P.logMatching, ALL, 2),
    raftCheck(P.logContinuity, [...UNIT, ...ALL]),
    raftCheck(P.leaderCompleteness, ALL, 2),
    raftCheck(P.commitByMajority, ALL, 3),
    raftCheck(P.stateMachineSafety, ALL, 3),
    raftCheck(P.applyInOrder, ALL, 2),
    raftCheck(P.applyWhatWasAsked, ALL),
    raftCheck(P.answerAfterApply, ALL, 2),
    raftCheck(P.answeredStays, ALL, 2),
    progress(
      {
        name: "catches-up",
        promise: "What clients ask for is applied on every node, once all is healed.",
        weight: 40,
      },
      "applied everywhere",
      [...REPAIRS, ...HEALED, CUT_OFF_IN_TURN],
    ),
    progress(
      {
        name: "answers-clients",
        promise: "A client whose command was applied is told so.",
        weight: 4,
      },
      "answered",
      REPAIRS,
    ),
    {
      name: "majority-is-enough",
      promise: "A majority goes on, whatever the others do.",
      weight: 4,
      plans: MAJORITIES,
      monitor: (_, { nodes }) =>
        watchProgress(nodes.slice(0, majorityOf(nodes.length)), "applied everywhere"),
    },
  ],
};
