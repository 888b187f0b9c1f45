// hidden: truthlab-hidden-7f3a
import { planScript } from "@/engine/plan_script.ts";
import { cluster, lateStory } from "@/engine/rafts/clusters.ts";
import { beat, elect, keep, lose, replicate } from "@/engine/rafts/stories.ts";
import type { Plan } from "@/engine/suite.ts";

const two = cluster(2);
const three = cluster(3);
const five = cluster(5);

/** The paper's figure 8 with as few nodes as can be. */
const FIGURE_8_OF_THREE = `
  # n1 leads and keeps its entry to itself.
  ${elect("n1", "n2")}
  ${keep("n1", "n2 n3", "x")}
  # n3 leads in a later term, and does the same. Its first request comes too late.
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  ${keep("n3", "n1 n2", "y")}
  # n1 leads again, and now two of three have its old entry.
  ${elect("n1", "n2")}
  ${elect("n1", "n2")}
  ${beat("n1", "n2")}
  # n3 comes back: its last entry is of a later term, so n2 votes for it.
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  ${replicate("n3", "n1 n2", "z")}
`;

/** The paper's own, with S1 to S5 as n1 to n5. */
const FIGURE_8 = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3 n4 n5", "1")}
  # (a) n1 has given its entry to n2 alone.
  command n1 "2"
  exchange n1 n2
  drop n1>n3 all ?
  drop n1>n4 all ?
  drop n1>n5 all ?
  # (b) n5 leads with the votes of n3 and n4, and has another entry.
  ${elect("n5", "n3", "n4")}
  ${keep("n5", "n1 n2 n3 n4", "3")}
  # (c) n1 leads again, and gives its old entry to n3: three of five.
  ${elect("n1", "n2", "n3")}
  ${elect("n1", "n2", "n3")}
  ${beat("n1", "n2 n3")}
  # (d) n5 leads once more and overwrites it.
  ${elect("n5", "n2", "n3", "n4")}
  ${elect("n5", "n2", "n3", "n4")}
  ${replicate("n5", "n1 n2 n3 n4", "4")}
`;

/**
 * n1 leads term 1 and gives n2 two entries; n3 leads term 2 and overwrites them at n1; n1 leads
 * term 3 and has its second entry accepted by n4. So two of five hold it, and n2 holds another one
 * there, of which it tells n1 before or after that.
 */
const overwritten = (before: string, after: string) => `
  ${elect("n1", "n4", "n5")}
  drop n1>n3 all ?
  command n1 "a"
  command n1 "b"
  deliver n1>n2 all
  drop n1>n3 all ?
  drop n1>n4 all ?
  drop n1>n5 all ?
  ${before}
  urge n3 > n4
  drop n3>n1 all ?
  drop n3>n4 all ?
  drop n3>n5 all ?
  ${elect("n3", "n4", "n5")}
  command n3 "c"
  deliver n3>n1 all
  ${elect("n1", "n4", "n5")}
  command n1 "d"
  drop n1>n5 all ?
  exchange n1 n4
  ${after}
`;

/** Nine entries on two nodes of three, and the tenth and those after it on the leader alone. */
const TEN_ENTRIES = `
  ${elect("n1", "n2")}
  ${
  [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `command n1 "${number}"\nexchange n1 n2\n`).join("")
}
  ${beat("n1", "n2")}
  ${keep("n1", "n2", "10")}
  ${keep("n1", "n2", "11")}
  ${keep("n1", "n2", "12")}
`;

/** The same number of entries on four of five, which have heard of different numbers of them. */
const TWELVE_ENTRIES = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3 n4 n5", "1")}
  ${replicate("n1", "n2 n3", "2")}
  ${
  [3, 4, 5, 6, 7, 8, 9, 10, 11].map((number) => `command n1 "${number}"\nexchange n1 n2\n`).join("")
}
  ${beat("n1", "n2")}
`;

/** An isolated leader goes on taking commands; the others elect another and go on. */
const ISOLATED_LEADER = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3", "a")}
  partition n1 | n2 n3
  ${keep("n1", "n2 n3", "lost")}
  ${keep("n1", "n2 n3", "lost too")}
  ${elect("n2", "n3")}
  ${replicate("n2", "n3", "b")}
  ${replicate("n2", "n3", "c")}
  ${replicate("n2", "n3", "d")}
  heal
  ${beat("n2", "n1 n3")}
  ${beat("n2", "n1 n3")}
  ${beat("n2", "n1 n3")}
`;

/** A follower with a long log of its own refuses: it holds nothing of the leader's yet. */
const REFUSED = `
  ${elect("n1", "n2")}
  ${keep("n1", "n2 n3", "a")}
  ${keep("n1", "n2 n3", "b")}
  ${keep("n1", "n2 n3", "c")}
  ${elect("n2", "n3")}
  ${replicate("n2", "n3", "x")}
  ${lose("n2", "n1")}
  ${elect("n3", "n2")}
  command n3 "y"
  ${lose("n3", "n2")}
  exchange n3 n1
`;

/**
 * n1 and n2 hold two entries, which are committed, and n1, who leads next, has told n3 of the first
 * of them. So n3 must not lead: its log has the same last term as n2's, and is shorter.
 */
const FIRST_OF_TWO = `
  ${elect("n2", "n3")}
  ${replicate("n2", "n1", "a")}
  ${replicate("n2", "n1", "b")}
  ${lose("n2", "n1 n3")}
  ${elect("n1", "n3")}
  ${lose("n1", "n2 n3")}
  ${lose("n3", "n1 n2")}
  ${elect("n3", "n2")}
`;

/** Commands whose bodies are there, although a program might take them for nothing. */
const LITTLE_COMMANDS = `
  ${elect("n1", "n2", "n3")}
  ${['""', "0", "false"].map((body) => `command n1 ${body}\nexchange n1 n2 n3\n`).join("")}
  ${beat("n1", "n2 n3")}
`;

export const CLUSTER_STORIES: readonly Plan[] = [
  planScript("commands that look like nothing", three, LITTLE_COMMANDS),
  planScript("figure 8 in three nodes", three, FIGURE_8_OF_THREE),
  planScript("figure 8", five, FIGURE_8),
  planScript("an answer comes two terms late", five, overwritten("", "deliver n2>n1 all")),
  planScript("what a follower had two terms ago", five, overwritten("deliver n2>n1 all", "")),
  planScript("ten entries", three, TEN_ENTRIES),
  planScript("twelve entries", five, TWELVE_ENTRIES),
  planScript("an isolated leader", three, ISOLATED_LEADER),
  planScript("a follower with a long log refuses", three, REFUSED),
  planScript(
    "the first of two entries",
    three,
    `${FIRST_OF_TWO}\n${replicate("n3", "n2", "c")}\n${beat("n3", "n2")}`,
  ),
];

const repair = (name: string, story: string): Plan =>
  planScript(name, three, `${story}\nheal\n${lateStory(three.nodes)}`);

/**
 * n2 and n3 go on without n1, which is behind or has other entries. Then n3 leads, and knows
 * nothing of n1.
 */
const GO_ON = `
  ${replicate("n2", "n3", "6")}
  ${replicate("n2", "n3", "6, too")}
  ${replicate("n2", "n3", "6, three")}
  drop n1>n2 all ?
  drop n1>n3 all ?
  drop n2>n1 all ?
  ${elect("n3", "n2")}
`;

/**
 * The three cases that a hint for fast backup must get right (MIT 6.824, "Raft (2)"). In the
 * follower's log and the leader's: 4 5 5 and 4 6 6 6, 4 4 4 and 4 6 6 6, 4 and 4 6 6 6.
 */
export const REPAIRS: readonly Plan[] = [
  repair(
    "the follower has a term that the leader has not",
    `
    ${elect("n2", "n3", "n1")}
    ${replicate("n2", "n1 n3", "4")}
    ${elect("n1", "n3")}
    ${keep("n1", "n2 n3", "5")}
    ${keep("n1", "n2 n3", "5, too")}
    ${elect("n2", "n3")}
    ${elect("n2", "n3")}
    ${GO_ON}
    `,
  ),
  repair(
    "the follower has more of a term that both have",
    `
    ${elect("n1", "n2", "n3")}
    ${replicate("n1", "n2 n3", "4")}
    ${keep("n1", "n2 n3", "4, too")}
    ${keep("n1", "n2 n3", "4, three")}
    ${elect("n2", "n3")}
    ${GO_ON}
    `,
  ),
  repair(
    "the follower's log is shorter",
    `
    ${elect("n2", "n1", "n3")}
    ${replicate("n2", "n1 n3", "4")}
    ${GO_ON}
    `,
  ),
  repair(
    "the new leader holds an entry that was never committed",
    `
    ${elect("n1", "n2", "n3")}
    ${keep("n1", "n3", "4")}
    deliver n1>n2 all ?
    urge n1 > n2
    deliver n1>n2 all ?
    drop n2>n1 all ?
    drop n1>n3 all ?
    ${elect("n2", "n3")}
    `,
  ),
  repair("one holds the first of two entries", FIRST_OF_TWO),
  // n3 has acknowledged an entry, and lacks the next: its leader, who goes on leading, must go back.
  repair(
    "a follower that kept up misses an entry",
    `
    ${elect("n1", "n2", "n3")}
    ${replicate("n1", "n2 n3", "a")}
    command n1 "b"
    ${lose("n1", "n3")}
    exchange n1 n2
    `,
  ),
  // n2's term is higher and its log shorter: if n1, which led, does not stand again, nobody can lead.
  planScript(
    "a leader of two steps down, and the other may not lead",
    two,
    `
    ${elect("n1", "n2")}
    ${keep("n1", "n2", "a")}
    urge n2 > n1
    deliver n2>n1 all
    heal
    ${lateStory(two.nodes)}
    `,
  ),
  repair("nothing to repair", elect("n1", "n2", "n3")),
];

/**
 * Each node is cut off in turn and goes on being asked, whoever leads. Told by time, so that it is
 * the same for voters who protect a leader that they hear from, whom no story can hurry.
 */
export const CUT_OFF_IN_TURN = repair(
  "each node is cut off in turn",
  "run 1000ms\n" + ["n1", "n2", "n3"].map((cutOff, turn) => {
    const others = three.nodes.filter((node) => node !== cutOff);
    const ask = (what: string) =>
      three.nodes.map((node) => `command ${node} "${node} ${what} ${turn}"`).join("\n");
    return `
    partition ${cutOff} | ${others.join(" ")}
    ${ask("cut off")}
    run 900ms
    ${ask("later")}
    run 50ms
    heal
  `;
  }).join("\n"),
);
