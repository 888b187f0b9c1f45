import { followerLog } from "@/engine/monitors/follower_log.ts";
import { RAFT_ADAPTER } from "@/engine/monitors/raft_adapter.ts";
import { RAFT_PROPERTIES, raftCheck } from "@/engine/monitors/raft_properties.ts";
import { PROFILES } from "@/engine/faults.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { puppetSays } from "@/engine/puppet.ts";
import type { Suite } from "@/engine/suite.ts";
import {
  amongPuppets,
  cluster,
  lateStory,
  randomCommands,
  watchProgress,
} from "@/engine/rafts/clusters.ts";

export const EXPORTS = { RaftNode: "class" } as const;

const three = cluster(3);

const calm = planScript("a calm day", three, `run 1000ms\n${lateStory(three.nodes)}`);

const leader = (message: object) =>
  puppetSays("n2", "n1", { type: "AppendEntries", leaderId: "n2", leaderCommit: 0, ...message });

const entry = (term: number, body: string) => ({
  term,
  command: { id: `id of ${body}`, client: "client", body },
});

/** n1 is yours; n2 is a puppet that leads term 2. */
const gap = planScript(
  "entries after a gap",
  amongPuppets,
  leader({ term: 2, prevLogIndex: 0, prevLogTerm: 0, entries: [entry(1, "a"), entry(1, "b")] }) +
    leader({ term: 2, prevLogIndex: 3, prevLogTerm: 2, entries: [entry(2, "d")] }) +
    leader({ term: 2, prevLogIndex: 2, prevLogTerm: 1, entries: [entry(2, "c")] }),
);

const commit = planScript(
  "committed later",
  amongPuppets,
  leader({ term: 1, prevLogIndex: 0, prevLogTerm: 0, entries: [entry(1, "a"), entry(1, "b")] }) +
    leader({ term: 1, prevLogIndex: 2, prevLogTerm: 1, entries: [], leaderCommit: 2 }) +
    "run 100ms\n",
);

/** A leader that is cut off goes on taking commands, which the others must never see. */
const isolated = planScript(
  "an isolated leader",
  three,
  `
  urge n1 > n2
  deliver all
  command n1 "a"
  deliver all
  partition n1 | n2 n3
  command n1 "lost"
  urge n2 > n3
  exchange n2 n3
  command n2 "b"
  exchange n2 n3
  heal
  run 1000ms
  `,
);

const walks = planWalks(
  "three nodes, split now and then",
  { ...three, commands: randomCommands(20, 2_000), faults: PROFILES.split },
  10,
);

/** The public checks: one node among puppets, two stories, and chance. */
export const suite: Suite = {
  slug: "raft-replication",
  exports: EXPORTS,
  checks: [
    {
      name: "accepts-what-follows",
      promise: "A follower accepts entries exactly when it holds the entry before them.",
      monitor: () => followerLog(RAFT_ADAPTER, "n1", "answers"),
      plans: [gap],
    },
    {
      name: "applies-what-is-committed",
      promise: "A follower applies what its leader has committed and no other entry.",
      monitor: () => followerLog(RAFT_ADAPTER, "n1", "applies"),
      plans: [commit],
    },
    {
      name: "replicates",
      promise: "What clients ask for is applied on every node.",
      monitor: (_, { nodes }) => watchProgress(nodes, "applied everywhere"),
      plans: [calm],
    },
    raftCheck(RAFT_PROPERTIES.stateMachineSafety, [isolated, walks]),
    raftCheck(RAFT_PROPERTIES.commitByMajority, [isolated, walks]),
    raftCheck(RAFT_PROPERTIES.answerAfterApply, [isolated, walks]),
  ],
};
