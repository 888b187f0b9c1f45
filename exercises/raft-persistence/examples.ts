import { PROFILES } from "@/engine/faults.ts";
import { followerLog } from "@/engine/monitors/follower_log.ts";
import { RAFT_ADAPTER } from "@/engine/monitors/raft_adapter.ts";
import { RAFT_PROPERTIES, raftCheck } from "@/engine/monitors/raft_properties.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import { puppetSays } from "@/engine/puppet.ts";
import {
  amongPuppets,
  cluster,
  lateStory,
  randomCommands,
  watchProgress,
} from "@/engine/rafts/clusters.ts";
import { elect, replicate } from "@/engine/rafts/stories.ts";
import type { Suite } from "@/engine/suite.ts";

export const EXPORTS = { RaftNode: "class" } as const;

const three = cluster(3);

const asksForVote = (from: string, term: number) =>
  puppetSays(from, "n1", {
    type: "RequestVote",
    term,
    candidateId: from,
    lastLogIndex: 0,
    lastLogTerm: 0,
  });

const append = (message: object) =>
  puppetSays("n2", "n1", { type: "AppendEntries", term: 1, leaderId: "n2", ...message });

const entry = (body: string) => ({
  term: 1,
  command: { id: `id of ${body}`, client: "client", body },
});

/** n1 is yours; n2 and n3 are puppets, and both stand for election in term 1. */
const twoCandidates = planScript(
  "a vote, a crash, another candidate",
  amongPuppets,
  `${asksForVote("n2", 1)}
  crash n1
  restart n1
  ${asksForVote("n3", 1)}`,
);

/** n2 leads, n1 acknowledges two entries and crashes, and n2 goes on after them. */
const acknowledged = planScript(
  "acknowledged, then a crash",
  amongPuppets,
  `${
    append({ prevLogIndex: 0, prevLogTerm: 0, entries: [entry("a"), entry("b")], leaderCommit: 1 })
  }
  crash n1
  restart n1
  ${append({ prevLogIndex: 2, prevLogTerm: 1, entries: [entry("c")], leaderCommit: 3 })}
  run 100ms`,
);

/** All crash, and must know what they have told their clients. */
const ALL_CRASH = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3", "a")}
  crash n1
  crash n2
  crash n3
  restart n1
  restart n2
  restart n3
  ${elect("n2", "n1", "n3")}
  ${elect("n2", "n1", "n3")}
  ${replicate("n2", "n1 n3", "b")}
`;

const allCrash = planScript("all crash", three, ALL_CRASH);

const recovery = planScript(
  "all crash, and all is well again",
  three,
  `${ALL_CRASH}\n${lateStory(three.nodes)}`,
);

const walks = planWalks(
  "three nodes that crash",
  { ...three, commands: randomCommands(20, 2_000), faults: PROFILES.crashes },
  10,
);

/** The public checks: one node among puppets, a story, and chance. */
export const suite: Suite = {
  slug: "raft-persistence",
  exports: EXPORTS,
  checks: [
    raftCheck(RAFT_PROPERTIES.oneVotePerTerm, [twoCandidates, walks]),
    raftCheck(RAFT_PROPERTIES.termMonotone, [twoCandidates, walks]),
    {
      name: "keeps-its-log",
      promise: "What a follower has acknowledged is in its log after every crash.",
      monitor: () => followerLog(RAFT_ADAPTER, "n1", "answers"),
      plans: [acknowledged],
    },
    raftCheck(RAFT_PROPERTIES.applyInOrder, [acknowledged, allCrash, walks]),
    raftCheck(RAFT_PROPERTIES.answeredStays, [allCrash, walks]),
    {
      name: "goes-on",
      promise: "What clients ask for is applied on every node, once all is healed.",
      monitor: (_, { nodes }) => watchProgress(nodes, "applied everywhere"),
      plans: [recovery],
    },
  ],
};
