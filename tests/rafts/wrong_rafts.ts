import type { Mutation } from "./evaluate_raft.ts";
import type { Story } from "@/engine/story.ts";
import type { RaftCheck } from "./raft_checks.ts";

/** A Raft with one mistake that learners make. */
export interface WrongRaft {
  readonly name: string;
  /** The check that must fail; "no-exception" where the program must throw. */
  readonly fails: RaftCheck | "no-exception";
  readonly mutations: readonly Mutation[];
  /** The cluster in which it shows; three nodes unless told. */
  readonly nodeCount?: number;
  /** A scenario that shows it, where random walks find it too rarely. */
  readonly story?: Story;
}

const VOTE_LEFT = "(this.votedFor === null || this.votedFor === from)";
const SAVE =
  `this.context.save("state", { term: this.term, votedFor: this.votedFor, log: this.log });`;
const UP_TO_DATE = `message.lastLogTerm > lastTerm ||
      (message.lastLogTerm === lastTerm && message.lastLogIndex >= this.log.length)`;
const GRANT_COUNTS = `this.role !== "candidate" || message.term !== this.term || !message.granted`;
const SKIP_SAME = "if (this.termAt(index) === entries[offset].term) continue;";

/** Right, and needed for mistakes that a leader hides which sends all that it has. */
const ONE_AT_A_TIME: Mutation = {
  replace: "this.log.slice(prevLogIndex)",
  by: "this.log.slice(prevLogIndex, prevLogIndex + 1)",
};

/**
 * n1 leads term 1 and gives n2 two entries; n3 leads term 2 and overwrites them at n1; n1 leads
 * term 3 and has its second entry accepted by n4. So two of five nodes hold it, and n2 held
 * another one there.
 */
const OVERWRITTEN = `
  timeout n1
  deliver n1>n4
  deliver n4>n1
  deliver n1>n5
  deliver n5>n1
  command n1 "a"
  command n1 "b"
  drop n1>n2
  drop n1>n2
  drop n1>n2
  deliver n1>n2
  # n2 answers
  timeout n3
  drop n3>n1 all
  drop n3>n4 all
  drop n3>n5 all
  timeout n3
  deliver n3>n4
  deliver n4>n3
  deliver n3>n5
  deliver n5>n3
  command n3 "c"
  deliver n3>n1 all
  drop n1>n4 all
  drop n1>n5 all
  timeout n1
  deliver n1>n4
  deliver n4>n1
  deliver n1>n5
  deliver n5>n1
  command n1 "d"
  deliver n1>n4 all
  deliver n4>n1 all
  timeout n1 heartbeat
  deliver n1>n4
  deliver n4>n1
`;

/** One snippet for another. */
function change(replace: string, by: string): Mutation[] {
  return [{ replace, by }];
}

/** The elections' and the replication's mistakes, each a small change of the correct program. */
export const WRONG_RAFTS: readonly WrongRaft[] = [
  { name: "votes twice", fails: "one-vote-per-term", mutations: change(VOTE_LEFT, "true") },
  {
    name: "forgets its vote when it hears from the leader",
    fails: "one-vote-per-term",
    mutations: change(
      `this.role = "follower";
    this.reset`,
      `this.role = "follower";
    this.votedFor = null;
    this.reset`,
    ),
  },
  {
    name: "forgets its vote in a crash",
    fails: "one-vote-per-term",
    mutations: change(SAVE, SAVE.replace("this.votedFor", "null")),
    story: `
      timeout n1
      timeout n2
      deliver n1>n3
      crash n3
      restart n3
      deliver n2>n3
    `,
  },
  {
    name: "forgets its term in a crash",
    fails: "term-monotone",
    mutations: change(SAVE, SAVE.replace("this.term", "0")),
  },
  {
    name: "counts votes of an earlier term",
    fails: "leader-authority",
    mutations: change(GRANT_COUNTS, GRANT_COUNTS.replace("message.term !== this.term", "false")),
  },
  {
    name: "counts votes when it is no candidate any more",
    fails: "leader-authority",
    mutations: change(GRANT_COUNTS, "!message.granted"),
  },
  {
    name: "takes half of the nodes for a majority",
    fails: "election-safety",
    nodeCount: 4,
    mutations: change(
      "this.votes.length < this.quorum()",
      "this.votes.length * 2 < this.context.peers.length + 1",
    ),
  },
  {
    name: "votes for itself and then for another",
    fails: "election-safety",
    mutations: change("this.votedFor = this.context.id;", ""),
  },
  {
    name: "compares logs by length only",
    fails: "leader-completeness",
    mutations: change(UP_TO_DATE, "message.lastLogIndex >= this.log.length"),
  },
  {
    name: "compares logs by last term only",
    fails: "leader-completeness",
    mutations: change(UP_TO_DATE, "message.lastLogTerm >= lastTerm"),
  },
  {
    name: "ignores a higher term in replies",
    fails: "term-monotone",
    mutations: change(
      "if (message.term > this.term) {",
      `if (message.term > this.term && message.type !== "Vote" && message.type !== "Appended") {`,
    ),
  },
  {
    name: "steps down but keeps its old term",
    fails: "term-monotone",
    mutations: change("this.term = message.term;", ""),
  },
  {
    name: "accepts entries from the leader of an older term",
    fails: "state-machine-safety",
    mutations: change("if (message.term < this.term) {", "if (Number.isNaN(message.term)) {"),
  },
  {
    name: "commits an entry of an earlier term by counting",
    fails: "commit-by-majority",
    mutations: change("return this.termAt(index) === this.term;", "return true;"),
  },
  {
    name: "cuts its log at every message",
    fails: "leader-completeness",
    mutations: change(
      "let hasChanged = false;",
      `this.log.length = prevLogIndex;
    let hasChanged = false;`,
    ),
  },
  {
    name: "commits beyond its log",
    fails: "no-exception",
    mutations: [
      ONE_AT_A_TIME,
      { replace: "Math.min(message.leaderCommit, matchIndex)", by: "message.leaderCommit" },
    ],
  },
  {
    name: "commits up to its own log's end",
    fails: "state-machine-safety",
    // n1 has an entry that nobody else has; n2's heartbeat says how far its own log is committed.
    story: `
      timeout n1
      deliver n1>n2
      deliver n2>n1
      drop n1>n3 all
      command n1 "a"
      drop n1>n2 all
      timeout n2
      deliver n2>n3
      deliver n3>n2
      command n2 "b"
      deliver n2>n3 all
      deliver n3>n2 all
      drop n2>n1 all
      timeout n2 heartbeat
      deliver n2>n1
    `,
    mutations: [
      // Right so far: heartbeats carry no entries.
      { replace: `"leader") this.sendHeartbeats();`, by: `"leader") this.sendHeartbeats(true);` },
      { replace: "private sendHeartbeats()", by: "private sendHeartbeats(isEmpty = false)" },
      {
        replace: "this.log.slice(prevLogIndex)",
        by: "isEmpty ? [] : this.log.slice(prevLogIndex)",
      },
      {
        replace: "Math.min(message.leaderCommit, matchIndex)",
        by: "Math.min(message.leaderCommit, this.log.length)",
      },
    ],
  },
  {
    name: "checks the index before the entries, not the term",
    fails: "log-continuity",
    mutations: change("this.termAt(prevLogIndex) === message.prevLogTerm &&", ""),
  },
  {
    name: "answers heartbeats without looking",
    fails: "log-continuity",
    mutations: change("const success = ", "const success = entries.length === 0 || "),
  },
  {
    name: "believes acknowledgements of an earlier term",
    fails: "commit-by-majority",
    mutations: change(
      `this.role !== "leader" || message.term !== this.term) return;
    if (!message.success)`,
      `this.role !== "leader") return;
    if (!message.success)`,
    ),
    nodeCount: 5,
    story: OVERWRITTEN + "deliver n2>n1",
  },
  {
    name: "remembers what followers had in an earlier term",
    fails: "commit-by-majority",
    mutations: change("this.matchIndex[peer] = 0;", "this.matchIndex[peer] ??= 0;"),
    nodeCount: 5,
    story: OVERWRITTEN.replace("# n2 answers", "deliver n2>n1"),
  },
  {
    name: "sorts indices as text",
    fails: "commit-by-majority",
    mutations: change("matches.sort((one, other) => other - one);", "matches.sort().reverse();"),
  },
  {
    name: "forgets its log in a crash",
    fails: "leader-completeness",
    mutations: change(SAVE, SAVE.replace("this.log", "[]")),
  },
  {
    name: "applies only the newest entry",
    fails: "apply-in-order",
    mutations: change(
      "while (this.lastApplied < this.commitIndex) {\n      this.lastApplied++;",
      `{
      this.lastApplied = this.commitIndex;`,
    ),
  },
  {
    name: "appends what it has already",
    fails: "log-matching",
    mutations: [
      { replace: SKIP_SAME, by: "" },
      { replace: "this.log.length = index - 1;", by: "" },
    ],
  },
  {
    name: "takes commands as a follower",
    fails: "log-matching",
    mutations: change(
      `if (this.role !== "leader") return;
    this.log.push`,
      "this.log.push",
    ),
  },
  {
    name: "stands for election once",
    fails: "progress",
    nodeCount: 2,
    story: `
      timeout n1
      drop n1>n2
      timeout n2
      drop n2>n1
      settle 7000ms
    `,
    mutations: change(
      "this.resetElectionTimer();\n    for (const peer",
      "for (const peer",
    ),
  },
];
