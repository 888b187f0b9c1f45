// hidden: truthlab-hidden-7f3a
import { planScript } from "@/engine/plan_script.ts";
import { puppetSays } from "@/engine/puppet.ts";
import type { Plan } from "@/engine/suite.ts";
import { amongPuppets } from "@/engine/rafts/clusters.ts";

/** An entry with a client's command, as a leader would send it, or with none. */
interface Entry {
  readonly term: number;
  readonly command: { readonly id: string; readonly client: string; readonly body: string } | null;
}

const entry = (term: number, body: string): Entry => ({
  term,
  command: { id: `id of ${body}`, client: "client", body },
});

/** n1 gets an AppendEntries of a leader: after which entry, which entries, committed how far. */
function append(
  leader: "n2" | "n3",
  term: number,
  [prevLogIndex, prevLogTerm]: readonly [index: number, term: number],
  entries: readonly Entry[] = [],
  leaderCommit = 0,
): string {
  return puppetSays(leader, "n1", {
    type: "AppendEntries",
    term,
    leaderId: leader,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
  });
}

/** Of two messages of n2's, the first arrives last: copied behind the other, and then dropped. */
function overtaken(first: string, second: string): string {
  const sendings = [first, second].map((says) => says.split("\n")[0]);
  return `${sendings.join("\n")}\nduplicate n2>n1\ndrop n2>n1\n` + "deliver n2>n1\n".repeat(2);
}

/** Whoever applies with a delay has the time; nobody is left to lead. */
const AND_WAIT = "run 100ms\n";

const START = [0, 0] as const;

function story(name: string, ...lines: readonly string[]): Plan {
  return planScript(name, amongPuppets, lines.join("") + AND_WAIT);
}

const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((body) => entry(1, body));

/** What comes before the entries decides: figure 2, AppendEntries, step 2. */
export const CONSISTENCY: readonly Plan[] = [
  story("from the beginning", append("n2", 1, START, [a, b]), append("n2", 1, [2, 1], [c])),
  story(
    "a gap",
    append("n2", 1, START, [a]),
    append("n2", 1, [2, 1], [c]),
    append("n2", 1, [1, 1]),
  ),
  story("a heartbeat over a gap", append("n2", 1, START, [a]), append("n2", 1, [3, 1])),
  story(
    "an entry of a term before its leader's",
    append("n2", 2, START, [a]),
    append("n3", 3, [1, 2]),
    append("n3", 3, [1, 1]),
  ),
  story("an empty log", append("n2", 3, [4, 2]), append("n2", 3, [4, 2], [entry(3, "x")])),
  story(
    "another term before",
    append("n2", 1, START, [a, b]),
    append("n3", 3, [2, 2]),
    append("n3", 3, [2, 2], [entry(3, "x")]),
    append("n3", 3, [1, 1], [entry(2, "y"), entry(3, "x")]),
    append("n3", 3, [3, 3]),
  ),
  // Figure 7: what followers may hold when the leader of term 8 comes to power.
  ...figure7(),
];

/** The same entries twice, an old message late: nothing that agrees may go. */
export const KEEPING: readonly Plan[] = [
  story(
    "a doubled message",
    append("n2", 1, START, [a, b]),
    append("n2", 1, START, [a, b]),
    append("n2", 1, [2, 1], [c]),
    append("n2", 1, [3, 1], [d]),
    append("n2", 1, [4, 1]),
  ),
  story(
    "an overtaken message",
    append("n2", 1, START, [a, b]),
    append("n2", 1, START, [a]),
    append("n2", 1, [2, 1]),
  ),
  story(
    "an overtaken heartbeat",
    append("n2", 1, START, [a, b, c]),
    append("n2", 1, START),
    append("n2", 1, [1, 1]),
    append("n2", 1, [3, 1]),
  ),
  story(
    "overtaken, from an earlier place",
    append("n2", 1, START, [a, b]),
    append("n2", 1, [2, 1], [c, d]),
    append("n2", 1, [1, 1], [b, c]),
    append("n2", 1, [4, 1], [e]),
  ),
  story(
    "entries of two terms",
    append("n2", 1, START, [a, b]),
    append("n3", 2, [2, 1], [entry(2, "x")]),
    append("n3", 2, START, [a]),
    append("n3", 2, [3, 2]),
  ),
];

/** Where the leader has another entry, that one and all behind it go: step 3. */
export const CUTTING: readonly Plan[] = [
  story(
    "the last entry differs",
    append("n2", 1, START, [a, b]),
    append("n3", 2, [1, 1], [entry(2, "x")]),
    append("n3", 2, [2, 2]),
  ),
  story(
    "the leader's log is shorter",
    append("n2", 1, START, [a, b, c, d]),
    append("n3", 2, [1, 1], [entry(2, "x")]),
    append("n3", 3, [4, 1]),
    append("n3", 3, [2, 2], [entry(3, "y")]),
    append("n3", 3, [3, 3]),
  ),
  story(
    "the difference is in the middle of a message",
    append("n2", 1, START, [a, b, c]),
    append("n3", 2, START, [a, entry(2, "x")]),
    append("n3", 3, [3, 1]),
    append("n3", 3, [2, 2]),
  ),
  story(
    "everything differs",
    append("n2", 1, START, [a, b, c]),
    append("n3", 2, START, [entry(2, "x")]),
    append("n3", 2, [1, 2]),
    append("n3", 3, [2, 1]),
  ),
  story(
    "the first entries of two leaders, for no client",
    append("n2", 1, START, [a, { term: 1, command: null }]),
    append("n3", 2, [1, 1], [{ term: 2, command: null }]),
    append("n3", 2, [2, 2]),
  ),
  story(
    "cut twice",
    append("n2", 1, START, [a, b, c]),
    append("n3", 2, [1, 1], [entry(2, "x"), entry(2, "y"), entry(2, "z")]),
    append("n2", 3, [2, 2], [entry(3, "u")]),
    append("n2", 3, [3, 3]),
    append("n3", 4, [4, 2]),
    append("n3", 4, [3, 3]),
  ),
];

/** A leader whose term is over is told so, whatever it sends: step 1. */
export const OLD_LEADERS: readonly Plan[] = [
  story(
    "an old leader's entry",
    append("n2", 1, START, [a]),
    append("n3", 2, [1, 1], [entry(2, "x")]),
    append("n2", 1, [1, 1], [b]),
    append("n3", 2, [2, 2]),
  ),
  story("an old leader's heartbeat", append("n3", 2, START), append("n2", 1, START)),
  story(
    "an old leader cannot cut",
    append("n2", 1, START, [a]),
    append("n3", 2, START, [entry(2, "x"), entry(2, "y")], 1),
    append("n2", 1, START, [a, b]),
    append("n3", 2, [2, 2], [], 2),
  ),
  story(
    "what the leader itself sent in a term before",
    append("n2", 1, START, [a]),
    overtaken(append("n2", 1, [1, 1], [b]), append("n2", 3, [1, 1], [entry(3, "x")])),
    append("n2", 3, [2, 3]),
  ),
  story(
    "what a candidate sent when it led, before it was given the vote",
    append("n2", 1, START, [a]),
    overtaken(
      append("n2", 1, [1, 1], [b]),
      puppetSays("n2", "n1", {
        type: "RequestVote",
        term: 3,
        candidateId: "n2",
        lastLogIndex: 2,
        lastLogTerm: 1,
      }),
    ),
  ),
];

/** leaderCommit, and what it speaks of: step 5. */
export const COMMITTING: readonly Plan[] = [
  story("committed with the entries", append("n2", 1, START, [a, b], 2)),
  story("committed later", append("n2", 1, START, [a, b, c]), append("n2", 1, [3, 1], [], 2)),
  story(
    "three at once",
    append("n2", 1, START, [a, b, c, d]),
    append("n2", 1, [4, 1], [], 1),
    append("n2", 1, [4, 1], [], 4),
  ),
  story(
    "more is committed than is here",
    append("n2", 1, START, [a], 5),
    append("n2", 1, [1, 1], [b], 5),
    append("n2", 1, [2, 1], [c, d, e], 5),
  ),
  story(
    "the log goes on where the leader's does not",
    append("n2", 1, START, [a, b]),
    append("n3", 2, START, [], 2),
    append("n3", 2, START, [a, entry(2, "x")], 2),
  ),
  story(
    "a heartbeat that vouches for less",
    append("n2", 1, START, [a, b, c]),
    append("n3", 3, [1, 1], [], 3),
    append("n3", 3, [1, 1], [entry(2, "x"), entry(3, "y")], 3),
  ),
  story(
    "an old message says less",
    append("n2", 1, START, [a, b]),
    append("n2", 1, [2, 1], [], 2),
    append("n2", 1, [2, 1], [], 1),
    append("n2", 1, START, [a, b]),
    append("n2", 1, [2, 1], [c], 3),
  ),
  story(
    "refused, and yet it speaks of committed entries",
    append("n2", 1, START, [a, b]),
    append("n3", 3, [2, 2], [entry(3, "y")], 2),
    append("n3", 3, [1, 1], [entry(2, "x"), entry(3, "y")], 2),
  ),
];

/** Followers (a) to (f) of figure 7, and the leader of term 8 at the top. */
function figure7(): Plan[] {
  const leader = logOf([1, 1, 1, 4, 4, 5, 5, 6, 6, 6]);
  const followers: Readonly<Record<string, readonly number[]>> = {
    a: [1, 1, 1, 4, 4, 5, 5, 6, 6],
    b: [1, 1, 1, 4],
    c: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6],
    d: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7],
    e: [1, 1, 1, 4, 4, 4, 4],
    f: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
  };
  return Object.entries(followers).map(([letter, terms]) => {
    const log = logOf(terms);
    const lines = [append("n2", terms.at(-1)!, START, log)];
    // The leader walks back, one entry at a time, to where the two logs agree.
    let index = leader.length;
    for (; index > 0 && log[index - 1]?.term !== leader[index - 1].term; index--) {
      lines.push(append("n3", 8, [index, leader[index - 1].term]));
    }
    const agreed = [index, leader[index - 1].term] as const;
    lines.push(append("n3", 8, agreed, [...leader.slice(index), entry(8, "new")]));
    lines.push(append("n3", 8, [leader.length + 1, 8]));
    return story(`figure 7 (${letter})`, ...lines);
  });
}

/** Entries of the same index and term are the same in all logs. */
function logOf(terms: readonly number[]): Entry[] {
  return terms.map((term, index) => entry(term, `${index + 1} of term ${term}`));
}
