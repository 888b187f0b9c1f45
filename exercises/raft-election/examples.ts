import { RAFT_PROPERTIES } from "@/engine/monitors/raft_properties.ts";
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import { planScript } from "@/engine/plan_script.ts";
import type { Suite } from "@/engine/suite.ts";
import { cluster, electionCheck, shared } from "./cluster.ts";
import { PROGRESS } from "./progress.ts";
import { UP_TO_DATE } from "./up_to_date.ts";

export const EXPORTS = { RaftNode: "class" } as const;

/** n1 runs the program, and the others are puppets: they say what the story tells them to. */
const amongPuppets = cluster(3, { programs: 1 });

/** n2 and n3 ask for n1's vote in term 5. */
const N2_ASKS = ask("n2", 5, 0, 0);
const N3_ASKS = ask("n3", 5, 0, 0);

const twoAsk = planScript("two candidates ask in one term", amongPuppets, N2_ASKS + N3_ASKS);

const crashBetween = planScript(
  "a crash between two candidates",
  amongPuppets,
  `${N2_ASKS}
  power off n1
  restart n1
  ${N3_ASKS}`,
);

const oldAndNewLog = planScript(
  "a longer log, and a newer one",
  cluster(3, { programs: 1, logs: [[1, 2]] }),
  ask("n2", 5, 3, 1) + ask("n3", 6, 1, 3),
);

const oneVoteOfThree = planScript(
  "one vote of three others",
  cluster(4, { programs: 1 }),
  `
  settle 400ms
  command n2 {"vote":true}
  deliver n2>n1 ?
  settle 100ms
  `,
);

const newTerm = planScript(
  "a leader of term 9, and a candidate of term 8",
  amongPuppets,
  `
  command n2 ${
    JSON.stringify({
      to: "n1",
      message: {
        type: "AppendEntries",
        term: 9,
        leaderId: "n2",
        prevLogIndex: 0,
        prevLogTerm: 0,
        entries: [],
        leaderCommit: 0,
      },
    })
  }
  deliver n2>n1
  settle 30ms
  ${ask("n3", 8, 0, 0)}`,
);

const calm = planScript(
  "three nodes in calm",
  cluster(3),
  `settle ${RAFT_TIMING.progressMsMax + 1_000}ms`,
);

/** A puppet asks n1 for its vote, and n1 hears it. */
function ask(node: string, term: number, lastLogIndex: number, lastLogTerm: number): string {
  const message = { type: "RequestVote", term, candidateId: node, lastLogIndex, lastLogTerm };
  return `\n  command ${node} ${JSON.stringify({ to: "n1", message })}\n  deliver ${node}>n1\n`;
}

/** The public checks: one node among puppets, told event by event, and a small cluster in calm. */
export const suite: Suite = {
  slug: "raft-election",
  exports: EXPORTS,
  checks: [
    electionCheck(PROGRESS, [calm]),
    electionCheck(shared(RAFT_PROPERTIES.oneVotePerTerm), [twoAsk, crashBetween]),
    electionCheck(shared(RAFT_PROPERTIES.termMonotone), [newTerm]),
    electionCheck(UP_TO_DATE, [oldAndNewLog]),
    electionCheck(shared(RAFT_PROPERTIES.leaderAuthority), [oneVoteOfThree]),
  ],
};
