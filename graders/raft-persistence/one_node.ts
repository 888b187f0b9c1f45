// hidden: truthlab-hidden-7f3a
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { type PuppetLine, puppetSays } from "@/engine/puppet.ts";
import { amongPuppets } from "@/engine/rafts/clusters.ts";
import type { Plan } from "@/engine/suite.ts";
import type { PlannedCommand } from "@/engine/walk.ts";

type Puppet = "n2" | "n3";
type Place = readonly [index: number, term: number];
interface Said {
  readonly from: Puppet;
  readonly message: Readonly<Record<string, unknown>>;
}

const entry = (term: number, body: string) => ({
  term,
  command: { id: `id of ${body}`, client: "client", body },
});

const asksForVote = (from: Puppet, term: number, [index, lastLogTerm]: Place = [0, 0]): Said => ({
  from,
  message: { type: "RequestVote", term, candidateId: from, lastLogIndex: index, lastLogTerm },
});

const append = (
  from: Puppet,
  term: number,
  [prevLogIndex, prevLogTerm]: Place,
  entries: readonly unknown[] = [],
  leaderCommit = 0,
): Said => ({
  from,
  message: {
    type: "AppendEntries",
    term,
    leaderId: from,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
  },
});

const START: Place = [0, 0];
const [a, b, c] = ["a", "b", "c"].map((body) => entry(1, body));
const [x, y] = ["x", "y"].map((body) => entry(2, body));

const CRASH = "crash n1\nrestart n1\n";
const POWER = "power off n1\nrestart n1\n";

const says = ({ from, message }: Said) => puppetSays(from, "n1", message);

/** A story in which n1 crashes, told once with the cache of its disk kept and once with it lost. */
function story(name: string, tell: (crash: string) => string): Plan[] {
  return [[CRASH, name], [POWER, `${name}, and the power fails`]].map(([crash, title]) =>
    planScript(title, amongPuppets, `${tell(crash)}run 100ms\n`)
  );
}

/** All orders in which messages reach n1, and all moments at which it can crash. */
function search(name: string, said: readonly Said[], crashes: number, words: string): Plan {
  const commands = said.map(({ from, message }, index): PlannedCommand => {
    const body = { to: "n1", message } satisfies PuppetLine as never;
    return { atMs: 0, node: from, command: { id: `p${index + 1}`, client: "puppets", body } };
  });
  return planSearch(name, amongPuppets, {
    bounds: { timeouts: 0, crashes, isTorn: true },
    boundsInWords: words,
    commands,
    statesMax: 100_000,
  });
}

/** Two candidates of a term, with a crash in between, and every crash in all their orders. */
export const VOTES: readonly Plan[] = [
  ...story(
    "a vote, a crash, another candidate",
    (crash) => says(asksForVote("n2", 1)) + crash + says(asksForVote("n3", 1)),
  ),
  ...story(
    "a later term, a crash, an old request",
    (crash) =>
      says(asksForVote("n2", 5)) + crash + says(asksForVote("n3", 4)) +
      says(asksForVote("n3", 5)),
  ),
  ...story(
    "a leader, a crash, a candidate of its term",
    (crash) =>
      says(append("n2", 3, START)) + crash + says(append("n3", 2, START)) +
      says(asksForVote("n3", 3)),
  ),
  ...story(
    "two crashes",
    (crash) =>
      says(asksForVote("n2", 1)) + crash + says(asksForVote("n3", 1)) + crash +
      says(asksForVote("n3", 1)),
  ),
  ...story(
    "a vote in a term that a leader has begun",
    (crash) =>
      says(append("n2", 2, START)) + says(asksForVote("n3", 3)) + crash +
      says(append("n2", 2, START)) + says(asksForVote("n2", 3)),
  ),
  search(
    "three requests and crashes",
    [asksForVote("n2", 1), asksForVote("n3", 1), asksForVote("n3", 2), asksForVote("n2", 2)],
    2,
    "four requests for votes, two crashes between any two effects",
  ),
];

/** What was acknowledged is there after a crash; what was cut is not. */
export const LOGS: readonly Plan[] = [
  ...story(
    "acknowledged, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a])) + crash + says(append("n2", 1, [1, 1], [b])) + crash +
      says(append("n2", 1, [2, 1], [c])) + crash + says(append("n2", 1, [3, 1])),
  ),
  ...story(
    "many at once, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b])) + says(append("n2", 1, [2, 1], [c])) + crash +
      says(append("n2", 1, [3, 1])),
  ),
  ...story(
    "committed, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c], 1)) + crash + says(append("n2", 1, [3, 1], [], 3)),
  ),
  ...story(
    "another term, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a])) + says(append("n3", 2, [1, 1], [x, y])) + crash +
      says(append("n3", 2, [3, 2])) + says(append("n3", 2, [2, 2], [y])),
  ),
  ...story(
    "cut, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c])) + says(append("n3", 2, [1, 1], [x])) + crash +
      says(append("n3", 3, [3, 1])) + says(append("n3", 3, [2, 2])),
  ),
  ...story(
    "cut to the same length, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b])) + says(append("n3", 2, [1, 1], [x])) + crash +
      says(append("n3", 2, [2, 2], [y])),
  ),
  ...story(
    "old heartbeats come late, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c])) + says(append("n2", 1, [1, 1])) +
      says(append("n2", 1, START)) + crash + says(append("n2", 1, [3, 1])),
  ),
  ...story(
    "old entries come again, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c])) + says(append("n2", 1, START, [a])) +
      says(append("n2", 1, [1, 1], [b])) + crash + says(append("n2", 1, [3, 1])),
  ),
  search(
    "entries and crashes",
    [
      append("n2", 1, START, [a, b, c]),
      append("n3", 2, [1, 1], [x], 1),
      append("n3", 2, [2, 2], [y], 2),
      append("n3", 2, [3, 2], [], 3),
    ],
    2,
    "four AppendEntries of two leaders, two crashes between any two effects",
  ),
  search(
    "a cut and crashes",
    [
      append("n2", 1, START, [a, b, c]),
      append("n3", 2, [1, 1], [x]),
      append("n3", 2, [2, 2]),
      append("n2", 3, [3, 1]),
    ],
    1,
    "four AppendEntries of two leaders, one crash between any two effects",
  ),
];

/** What is applied after a restart: all of it again, from 1, as far as it is known to be committed. */
export const REBUILDING: readonly Plan[] = [
  ...story(
    "applied, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c], 2)) + crash + says(append("n2", 1, [3, 1], [], 3)),
  ),
  ...story(
    "not committed, then a crash",
    (crash) =>
      says(append("n2", 1, START, [a, b, c])) + crash + says(append("n2", 1, [3, 1], [], 1)),
  ),
  ...story(
    "committed, a crash, and another leader's entries",
    (crash) =>
      says(append("n2", 1, START, [a, b, c], 1)) + crash +
      says(append("n3", 2, [1, 1], [x, y], 1)) + crash + says(append("n3", 2, [3, 2], [], 3)),
  ),
  ...story(
    "two crashes in a row",
    (crash) =>
      says(append("n2", 1, START, [a, b], 2)) + crash + crash +
      says(append("n2", 1, [2, 1], [c], 3)),
  ),
  search(
    "commits and crashes",
    [
      append("n2", 1, START, [a, b], 1),
      append("n2", 1, [2, 1], [], 2),
      append("n3", 2, [2, 1], [x], 3),
    ],
    2,
    "three AppendEntries of two leaders, two crashes between any two effects",
  ),
];
