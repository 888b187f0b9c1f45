// hidden: truthlab-hidden-7f3a
import { planScript } from "@/engine/plan_script.ts";
import type { Plan, Scenario } from "@/engine/suite.ts";
import type { Story } from "@/engine/story.ts";
import type { NodeId } from "@/engine/types.ts";
import { cluster } from "@/exercises/raft-election/cluster.ts";
import type { PuppetOrder } from "@/exercises/raft-election/puppet.ts";

// ---- What puppets say -------------------------------------------------------------------------

/** `node` asks n1 for its vote: its log ends with this index and term. */
function asks(node: NodeId, term: number, [lastLogIndex, lastLogTerm] = [0, 0]): Story {
  const message = { type: "RequestVote", term, candidateId: node, lastLogIndex, lastLogTerm };
  return says(node, message);
}

/** `node` leads, as far as n1 can tell. */
function leads(node: NodeId, term: number): Story {
  return says(node, heartbeat(node, term));
}

function heartbeat(node: NodeId, term: number) {
  const log = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 };
  return { type: "AppendEntries", term, leaderId: node, ...log };
}

function says(node: NodeId, message: Record<string, unknown>): Story {
  return `${orders(node, { to: "n1", message })}\ndeliver ${node}>n1`;
}

/** The same again and again, in whatever time follows. */
function repeats(node: NodeId, message: Record<string, unknown>): Story {
  return orders(node, { to: "n1", message, everyMs: 100 });
}

/** The nodes answer n1's last vote request, if there was one, and n1 hears them. */
function vote(nodes: string, voteGranted = true, termsAgo = 0): Story {
  return nodes.split(" ").map((node) =>
    `${orders(node, { vote: voteGranted, termsAgo })}\ndeliver ${node}>n1 ?`
  ).join("\n");
}

function orders(node: NodeId, order: PuppetOrder): Story {
  return `command ${node} ${JSON.stringify(order)}`;
}

/** Long enough for any node to stand for election, and for those who just started to believe it. */
const WAIT = "settle 700ms";
/** Long enough for the paper's timeouts, and short enough for a short story. */
const SHORT_WAIT = "settle 310ms";
const CRASH = "crash n1\nrestart n1";
/** What was written and not synced is lost as well. */
const POWER_CUT = "power off n1\nrestart n1";

function tell(name: string, scenario: Scenario, ...parts: readonly Story[]): Plan {
  return planScript(name, scenario, parts.join("\n"));
}

// ---- A node alone among puppets ---------------------------------------------------------------

const three = cluster(3, { programs: 1 });
/** n1's log ends with entry 3 of term 2. */
const withLog = cluster(3, { programs: 1, logs: [[1, 1, 2]] });
/** Ten entries: "9" is more than "10" for who compares texts. */
const withLongLog = cluster(3, { programs: 1, logs: [Array(10).fill(9)] });

/** A voter is asked in every way, and hears the answers of elections that are over. */
export const VOTER: readonly Plan[] = [
  tell(
    "two candidates ask in one term",
    three,
    asks("n2", 5),
    asks("n3", 5),
    asks("n2", 5),
    WAIT,
    asks("n2", 50),
    asks("n3", 50),
    asks("n2", 50),
    asks("n3", 40),
    "settle 200ms",
  ),
  tell(
    "a candidate of term ten, and then one of term nine",
    three,
    asks("n2", 10),
    asks("n3", 10),
    asks("n3", 9),
    WAIT,
  ),
  tell(
    "a leader's heartbeats leave the vote alone",
    three,
    asks("n2", 5),
    leads("n2", 5),
    leads("n2", 5),
    asks("n3", 5),
  ),
  tell(
    "candidates with good and with bad logs",
    withLog,
    WAIT,
    asks("n2", 51, [2, 2]),
    asks("n3", 52, [3, 2]),
    asks("n2", 53, [9, 1]),
    asks("n3", 54, [1, 3]),
    asks("n2", 55, [4, 2]),
    asks("n3", 56, [3, 1]),
    asks("n2", 57, [0, 0]),
    "settle 200ms",
  ),
  tell(
    "a candidate with nine entries, and one with eleven",
    withLongLog,
    WAIT,
    asks("n2", 51, [9, 9]),
    asks("n3", 52, [11, 9]),
    asks("n2", 53, [1, 10]),
    asks("n3", 54, [99, 8]),
    "settle 200ms",
  ),
  tell(
    "higher terms in heartbeats",
    three,
    leads("n2", 7),
    leads("n3", 0),
    "settle 30ms",
    asks("n3", 6),
    leads("n3", 6),
    asks("n3", 7),
  ),
  tell(
    "higher terms in answers",
    three,
    says("n2", { type: "AppendEntriesReply", term: 9, success: false }),
    "settle 30ms",
    asks("n3", 8),
    says("n2", { type: "RequestVoteReply", term: 12, voteGranted: false }),
    "settle 30ms",
    asks("n3", 11),
    leads("n2", 10),
    WAIT,
  ),
  tell(
    "a crash after the vote",
    three,
    asks("n2", 5),
    POWER_CUT,
    asks("n3", 5),
    asks("n3", 4),
    asks("n2", 6),
    CRASH,
    asks("n3", 6),
    asks("n3", 5),
  ),
  tell(
    "a crash after a heartbeat",
    three,
    leads("n2", 9),
    POWER_CUT,
    asks("n3", 8),
    leads("n3", 8),
    WAIT,
  ),
  tell(
    "a crash between two votes",
    three,
    WAIT,
    asks("n2", 50),
    POWER_CUT,
    asks("n3", 50),
    WAIT,
    asks("n3", 60),
    POWER_CUT,
    asks("n2", 60),
  ),
];

/** A voter keeps its own time, whatever it hears. */
export const TIMERS: readonly Plan[] = [
  tell("nobody speaks", three, "settle 1500ms"),
  tell("nobody speaks after a crash", three, CRASH, "settle 1500ms"),
  tell(
    "a refused candidate asks again and again",
    three,
    asks("n2", 5),
    repeats("n3", {
      type: "RequestVote",
      term: 5,
      candidateId: "n3",
      lastLogIndex: 0,
      lastLogTerm: 0,
    }),
    "settle 1500ms",
  ),
  tell(
    "a candidate with a bad log asks again and again",
    withLog,
    asks("n2", 5, [0, 0]),
    repeats("n3", {
      type: "RequestVote",
      term: 5,
      candidateId: "n3",
      lastLogIndex: 0,
      lastLogTerm: 0,
    }),
    "settle 1500ms",
  ),
  tell(
    "a leader of an old term does not give up",
    three,
    leads("n3", 9),
    repeats("n2", heartbeat("n2", 3)),
    "settle 1500ms",
  ),
  tell(
    "answers of an old term keep coming",
    three,
    leads("n3", 9),
    repeats("n2", { type: "RequestVoteReply", term: 3, voteGranted: false }),
    repeats("n3", { type: "AppendEntriesReply", term: 3, success: true }),
    "settle 1500ms",
  ),
  tell(
    "a leader is heard from every 100 ms",
    three,
    repeats("n2", heartbeat("n2", 1)),
    "settle 2000ms",
  ),
  tell(
    "a leader is heard from after an election that was lost",
    three,
    WAIT,
    repeats("n2", heartbeat("n2", 50)),
    "settle 2000ms",
  ),
  tell(
    "another candidate of the same term won",
    three,
    WAIT,
    orders("n2", { lead: true }),
    "settle 2000ms",
  ),
  tell(
    "a leader is deposed by one who cannot win",
    withLog,
    WAIT,
    vote("n2"),
    "settle 100ms",
    asks("n3", 60),
    "settle 1500ms",
  ),
  tell(
    "a leader hears from a leader of an old term",
    three,
    asks("n2", 50),
    WAIT,
    vote("n2"),
    "settle 60ms",
    leads("n3", 7),
    "settle 1500ms",
  ),
  tell("the only peer is silent", cluster(2, { programs: 1 }), "settle 9000ms"),
];

/** A candidate gets votes: too few, late, twice, or just enough. */
export const CANDIDATE: readonly Plan[] = [counting, lateVotes, leading].flatMap((stories) => [
  ...stories("soon", SHORT_WAIT),
  ...stories("late", WAIT),
]);

/** What is a majority? */
function counting(when: string, wait: Story): Plan[] {
  return [
    tell(`no vote of one other (${when})`, cluster(2, { programs: 1 }), wait, vote("n2", false)),
    tell(`one vote of two others (${when})`, three, wait, vote("n2"), "settle 300ms"),
    tell(`two refusals (${when})`, three, wait, vote("n2 n3", false), "settle 100ms"),
    tell(`one vote of three others (${when})`, cluster(4, { programs: 1 }), wait, vote("n2")),
    tell(
      `two votes of three others (${when})`,
      cluster(4, { programs: 1 }),
      wait,
      vote("n2 n3"),
      "settle 300ms",
    ),
    tell(
      `one vote of four others, which comes twice (${when})`,
      cluster(5, { programs: 1 }),
      wait,
      vote("n2 n2 n2"),
      vote("n3", false),
    ),
    tell(`two votes of five others (${when})`, cluster(6, { programs: 1 }), wait, vote("n2 n3")),
    tell(`two votes of six others (${when})`, cluster(7, { programs: 1 }), wait, vote("n2 n3")),
    tell(
      `three votes of six others (${when})`,
      cluster(7, { programs: 1 }),
      wait,
      vote("n2 n3 n4"),
      "settle 300ms",
    ),
  ];
}

/** Votes for one who is no candidate any more, or another's. */
function lateVotes(when: string, wait: Story): Plan[] {
  return [
    tell(
      `votes of the election before (${when})`,
      cluster(5, { programs: 1 }),
      wait,
      vote("n2 n3 n4", true, 1),
      wait,
      vote("n2", true),
      vote("n3 n4", true, 1),
    ),
    tell(
      `votes for one who follows a leader by now (${when})`,
      three,
      wait,
      leads("n2", 50),
      vote("n3"),
      vote("n2"),
      "settle 100ms",
    ),
    tell(
      `votes for one who has voted for another since (${when})`,
      three,
      wait,
      asks("n2", 50),
      vote("n3"),
      "settle 100ms",
    ),
    tell(
      `votes for one who has crashed since (${when})`,
      three,
      wait,
      POWER_CUT,
      vote("n2 n3"),
      "settle 100ms",
    ),
  ];
}

/** A leader hears what speaks against it. */
function leading(when: string, wait: Story): Plan[] {
  return [
    tell(
      `one vote of two others, and the other when it leads (${when})`,
      three,
      wait,
      vote("n2"),
      "settle 250ms",
      vote("n3"),
      "settle 250ms",
    ),
    tell(
      `two votes of four others, and two more when it leads (${when})`,
      cluster(5, { programs: 1 }),
      wait,
      vote("n2 n3"),
      "settle 250ms",
      vote("n4 n5"),
      "settle 250ms",
    ),
    tell(
      `a leader hears of a higher term in an answer (${when})`,
      three,
      wait,
      vote("n2"),
      "settle 100ms",
      says("n3", { type: "AppendEntriesReply", term: 60, success: false }),
      "settle 300ms",
    ),
    tell(
      `a leader is asked for its vote in a higher term (${when})`,
      three,
      wait,
      vote("n2"),
      "settle 100ms",
      asks("n3", 60),
      asks("n2", 60),
      "settle 300ms",
    ),
    tell(
      `a leader hears from the leader of a higher term (${when})`,
      three,
      wait,
      vote("n2"),
      "settle 100ms",
      leads("n3", 60),
      "settle 100ms",
    ),
  ];
}
