// hidden: truthlab-hidden-7f3a
import { PROFILES } from "@/engine/faults.ts";
import { RAFT_PROPERTIES } from "@/engine/monitors/raft_properties.ts";
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Plan, Suite } from "@/engine/suite.ts";
import type { Data } from "@/engine/types.ts";
import { cluster, electionCheck, shared } from "@/exercises/raft-election/cluster.ts";
import { EXPORTS } from "@/exercises/raft-election/examples.ts";
import { PROGRESS } from "@/exercises/raft-election/progress.ts";
import { UP_TO_DATE } from "@/exercises/raft-election/up_to_date.ts";
import { FRESH_TIMEOUTS } from "./fresh_timeouts.ts";
import { HEARTBEATS_GO_ON } from "./heartbeats_go_on.ts";
import { HOLDS_COMMITTED } from "./holds_committed.ts";
import { KEEPS_LEADER } from "./keeps_leader.ts";
import { LEADS_ONCE } from "./leads_once.ts";
import { LEADS_WHEN_ELECTED } from "./leads_when_elected.ts";
import { OLD_TERMS_REFUSED } from "./old_terms_refused.ts";
import { STANDS_IN_SILENCE } from "./stands_in_silence.ts";
import { CANDIDATE, TIMERS, VOTER } from "./stories.ts";
import { TELLS_OWN_LOG } from "./tells_own_log.ts";
import { VOTES_WHEN_ASKED } from "./votes_when_asked.ts";
import { WAITS_FOR_LEADER } from "./waits_for_leader.ts";

/** Time to come to follow a leader, and then some in which to keep it. */
const SETTLE = `settle ${RAFT_TIMING.progressMsMax + 2_000}ms`;
const settleMs = RAFT_TIMING.progressMsMax + 1_000;

/** Messages that take the same time on all links: who chooses the same moment collides for ever. */
const even = { faults: { delayMs: [5, 5] as const } };

// ---- Clusters in calm, and after one trouble --------------------------------------------------

const CALM: readonly Plan[] = [
  planScript("one node on its own", cluster(1), SETTLE),
  planScript("two nodes in calm", cluster(2, even), SETTLE),
  planScript("three nodes in calm", cluster(3), SETTLE),
  planScript("four nodes in calm", cluster(4, even), SETTLE),
  planScript("five nodes in calm", cluster(5), SETTLE),
  planScript("seven nodes in calm", cluster(7), SETTLE),
];

/** Of each of these pairs and more, only one node can be elected, or only with a certain vote. */
const LOGS = {
  shorterButNewer: [[1, 1, 1], [2]],
  longerInOneTerm: [[1, 1], [1, 1, 1]],
  newerTermCommitted: [[1, 1, 1], [1, 2], [1, 2]],
  longerCommitted: [[1, 1], [1, 1], [1]],
  mixed: [[1, 1, 2], [1, 1, 2], [1, 1, 1, 1], [1, 1, 2], [1]],
};

const TROUBLED: readonly Plan[] = [
  planScript(
    "all stand alone, twice",
    cluster(2, even),
    `partition n1 | n2\n run 700ms\n ${SETTLE}`,
  ),
  planScript(
    "three stand alone",
    cluster(3, even),
    `partition n1 | n2 | n3\n run 700ms\n ${SETTLE}`,
  ),
  planScript(
    "a vote request that nobody answers",
    cluster(2),
    `timeout n1\n deliver n1>n2 ?\n drop n2>n1 all ?\n ${SETTLE}`,
  ),
  planScript(
    "the only node that can win is deposed by the other",
    cluster(2, { logs: [[1, 1, 1], [1, 1]] }),
    `run 1000ms\n partition n1 | n2\n run 1000ms\n ${SETTLE}`,
  ),
  planScript(
    "only the shorter log is up to date",
    cluster(2, { ...even, logs: LOGS.shorterButNewer }),
    SETTLE,
  ),
  planScript(
    "only the longer log is up to date",
    cluster(2, { ...even, logs: LOGS.longerInOneTerm }),
    SETTLE,
  ),
  planScript(
    "two nodes of three, and the third never answers",
    cluster(3, { programs: 2 }),
    SETTLE,
  ),
  planScript(
    "three nodes of five, and the others never answer",
    cluster(5, { programs: 3 }),
    SETTLE,
  ),
  planScript(
    "a leader cut off, three times",
    cluster(3),
    `run 1000ms\n partition n1 | n2 n3\n run 1000ms\n heal\n run 700ms\n partition n2 | n1 n3
    run 1000ms\n heal\n run 700ms\n partition n3 | n1 n2\n run 1000ms\n ${SETTLE}`,
  ),
  planScript(
    "a leader that can speak and not hear",
    cluster(3),
    `run 1000ms\n cut n2 n3 > n1\n run 1000ms\n heal\n cut n1 n3 > n2\n run 1000ms\n heal
    cut n1 n2 > n3\n run 1000ms\n ${SETTLE}`,
  ),
  planScript(
    "a leader that crashes, each in turn",
    cluster(3, { logs: LOGS.longerCommitted }),
    `run 1000ms\n power off n1\n run 1000ms\n restart n1\n power off n2\n run 1000ms\n restart n2
    power off n3\n run 1000ms\n ${SETTLE}`,
  ),
];

// ---- Chance -----------------------------------------------------------------------------------

const COMMITTED: readonly Plan[] = [
  planWalks(
    "three nodes, a longer log of an old term",
    cluster(3, { faults: PROFILES.split, logs: LOGS.newerTermCommitted }),
    40,
  ),
  planWalks(
    "three nodes, a log that lacks an entry",
    cluster(3, { faults: PROFILES.split, logs: LOGS.longerCommitted }),
    40,
  ),
  planWalks(
    "five nodes with logs of many kinds",
    cluster(5, { faults: PROFILES.chaos, logs: LOGS.mixed }),
    60,
  ),
];

/** Clocks run true here. */
const WALKS: readonly Plan[] = [
  planWalks("two nodes and no trouble", cluster(2, { stepsMax: 100 }), 10),
  planWalks("five nodes and no trouble", cluster(5, { stepsMax: 150 }), 10),
  planWalks("three nodes, messages lost and late", cluster(3, { faults: PROFILES.lossy }), 60),
  planWalks("two nodes that crash", cluster(2, { faults: PROFILES.crashes }), 40),
  planWalks("three nodes that crash", cluster(3, { faults: PROFILES.crashes }), 100),
  planWalks("five nodes cut off", cluster(5, { faults: PROFILES.split }), 60),
  planWalks("six nodes that crash", cluster(6, { faults: PROFILES.crashes }), 40),
];

/** Here clocks drift and jump, or there is no time at all. */
const TIMELESS: readonly Plan[] = [
  planWalks("four nodes in everything", cluster(4, { faults: PROFILES.chaos }), 80),
  planWalks("five nodes in everything", cluster(5, { faults: PROFILES.chaos }), 60),
  planPct("three nodes by priority", cluster(3, { stepsMax: 60 }), { runs: 200, depth: 4 }),
  planPct("four nodes by priority", cluster(4, { stepsMax: 80 }), { runs: 100, depth: 3 }),
];

/** What follows the trouble is judged as well. Clocks that jump are left to the walks above. */
const HEALED: readonly Plan[] = [
  planWalks(
    "three nodes that are cut off, then healed",
    cluster(3, { faults: PROFILES.split, stepsMax: 200, settleMs }),
    8,
  ),
  planWalks(
    "five nodes that crash, then recover",
    cluster(5, { faults: PROFILES.crashes, stepsMax: 200, settleMs, logs: LOGS.mixed }),
    8,
  ),
  planWalks(
    "four nodes that lose messages, then do not",
    cluster(4, { faults: PROFILES.lossy, stepsMax: 200, settleMs }),
    8,
  ),
];

// ---- All there is -----------------------------------------------------------------------------

const bounds = { timeouts: 3, crashes: 1, isTorn: true };
const statesMaxOnceFailed = 20_000;

/** The elections themselves, and what a crash does to them. */
const VOTES: readonly Plan[] = [
  planSearch("every election of three nodes", cluster(3), {
    bounds: { ...bounds, isWithin: isWithin(2, false) },
    boundsInWords: "two terms, three timeouts, one crash at any moment, heartbeats lost",
    alike: ["n1", "n2", "n3"],
    statesMax: 200_000,
    statesMaxOnceFailed,
  }),
  planSearch("every election of four nodes", cluster(4), {
    bounds: { timeouts: 2, isWithin: isWithin(1, false) },
    boundsInWords: "one term, two timeouts, heartbeats lost",
    alike: ["n1", "n2", "n3", "n4"],
    symmetry: "sorted",
    statesMax: 60_000,
    statesMaxOnceFailed,
  }),
];

/** Elections, and leaders that are heard from. */
const LEADERS: readonly Plan[] = [
  planSearch("every election and heartbeat of three nodes", cluster(3), {
    bounds: { ...bounds, timeouts: 2, isWithin: isWithin(2, true) },
    boundsInWords: "two terms, two timeouts, one crash at any moment",
    alike: ["n1", "n2", "n3"],
    statesMax: 150_000,
    statesMaxOnceFailed,
  }),
];

/**
 * Leaves out messages that say they are of a later term, and heartbeats where they are to be lost.
 * A program may send whatever else it likes.
 */
function isWithin(termMax: number, hasHeartbeats: boolean): (message: Data) => boolean {
  return (message) => {
    const { type, term } = Object(message);
    const isHeartbeat = type === "AppendEntries" || type === "AppendEntriesReply";
    return !(term > termMax) && (hasHeartbeats || !isHeartbeat);
  };
}

// ---- Checks -----------------------------------------------------------------------------------

const STORIES = [...VOTER, ...CANDIDATE, ...TIMERS];
const FAIR = [...CALM, ...TROUBLED, ...HEALED];
const TIMELY = [...STORIES, ...WALKS, ...FAIR];
const EVERYWHERE = [...TIMELY, ...COMMITTED, ...TIMELESS];
const SAFETY = [...EVERYWHERE, ...VOTES, ...LEADERS];

export const suite: Suite = {
  slug: "raft-election",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    electionCheck(shared(RAFT_PROPERTIES.messageShape), EVERYWHERE),
    electionCheck(VOTES_WHEN_ASKED, VOTER, 2),
    electionCheck(UP_TO_DATE, EVERYWHERE, 2),
    electionCheck(TELLS_OWN_LOG, EVERYWHERE),
    electionCheck(OLD_TERMS_REFUSED, EVERYWHERE),
    electionCheck(shared(RAFT_PROPERTIES.termMonotone), TIMELY, 2),
    electionCheck(shared(RAFT_PROPERTIES.oneVotePerTerm), SAFETY, 3),
    electionCheck(shared(RAFT_PROPERTIES.leaderAuthority), EVERYWHERE, 3),
    electionCheck(LEADS_WHEN_ELECTED, CANDIDATE),
    electionCheck(LEADS_ONCE, CANDIDATE),
    electionCheck(HEARTBEATS_GO_ON, [...CANDIDATE, ...TIMERS, ...CALM, ...TROUBLED]),
    electionCheck(STANDS_IN_SILENCE, [...TIMERS, ...VOTER]),
    electionCheck(WAITS_FOR_LEADER, [...TIMERS, ...CANDIDATE, ...WALKS]),
    electionCheck(FRESH_TIMEOUTS, TIMERS),
    electionCheck(KEEPS_LEADER, FAIR, 2),
    electionCheck(PROGRESS, FAIR, 3),
    electionCheck(HOLDS_COMMITTED, [...COMMITTED, ...FAIR], 2),
    electionCheck(shared(RAFT_PROPERTIES.electionSafety), SAFETY, 3),
  ],
};
