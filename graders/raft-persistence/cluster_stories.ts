// hidden: truthlab-hidden-7f3a
import { planScript } from "@/engine/plan_script.ts";
import { cluster, lateStory } from "@/engine/rafts/clusters.ts";
import { beat, elect, keep, lose, replicate } from "@/engine/rafts/stories.ts";
import type { Plan } from "@/engine/suite.ts";

const three = cluster(3);
const five = cluster(5);

/** Figure 8 in three nodes, with the crashes that the paper tells of. */
const FIGURE_8 = `
  ${elect("n1", "n2")}
  ${keep("n1", "n2 n3", "x")}
  crash n1
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  ${keep("n3", "n1 n2", "y")}
  crash n3
  restart n1
  ${elect("n1", "n2")}
  ${elect("n1", "n2")}
  ${elect("n1", "n2")}
  ${beat("n1", "n2")}
  crash n1
  restart n3
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  restart n1
  ${replicate("n3", "n1 n2", "z")}
`;

/** n2 helps to commit an entry, forgets it or not, and helps to elect n3, which never had it. */
const HELPER_CRASHES = `
  ${elect("n1", "n2")}
  ${replicate("n1", "n2", "a")}
  ${lose("n1", "n3")}
  power off n2
  restart n2
  crash n1
  ${elect("n3", "n2")}
  ${elect("n3", "n2")}
  ${replicate("n3", "n2", "b")}
`;

/** The leader itself is one of the two that hold the entry. */
const LEADER_CRASHES = `
  ${elect("n1", "n2")}
  ${replicate("n1", "n2", "a")}
  ${lose("n1", "n3")}
  power off n1
  crash n2
  restart n1
  ${elect("n3", "n1")}
  ${elect("n3", "n1")}
  ${replicate("n3", "n1", "b")}
`;

/** Two candidates of one term, and a voter that crashes in between: all messages arrive. */
const VOTER_CRASHES = `
  urge n1 > n3
  urge n2 > n3
  deliver n1>n3
  power off n3
  restart n3
  deliver n2>n3 all
  deliver all
`;

/**
 * A leader crashes, its entries are overwritten, and it is elected again. A follower that had them
 * has said so: the answer arrives before the crash, or in the leader's second life.
 */
const overwritten = (before: string, after: string) => `
  ${elect("n1", "n4", "n5")}
  ${lose("n1", "n3")}
  command n1 "a"
  command n1 "b"
  deliver n1>n2 all
  ${before}
  ${lose("n1", "n3 n4 n5")}
  crash n1
  ${elect("n3", "n4", "n5")}
  ${elect("n3", "n4", "n5")}
  command n3 "c"
  restart n1
  deliver n3>n1 all
  ${elect("n1", "n4", "n5")}
  command n1 "d"
  ${lose("n1", "n5")}
  exchange n1 n4
  ${after}
`;

/** Every node crashes at once, with answers given. */
const ALL_CRASH = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3", "a")}
  ${replicate("n1", "n2 n3", "b")}
  power off n1
  power off n2
  power off n3
  restart n1
  restart n2
  restart n3
  ${elect("n2", "n1", "n3")}
  ${elect("n2", "n1", "n3")}
  ${replicate("n2", "n1 n3", "c")}
`;

/** One node after the other crashes and restarts, with a command in between. */
const ROLLING = `
  ${elect("n1", "n2", "n3")}
  ${replicate("n1", "n2 n3", "a")}
  power off n2
  restart n2
  ${replicate("n1", "n2", "b")}
  power off n3
  restart n3
  ${replicate("n1", "n3", "c")}
  power off n1
  restart n1
  ${elect("n3", "n1", "n2")}
  ${elect("n3", "n1", "n2")}
  ${replicate("n3", "n1 n2", "d")}
`;

/** An old leader's AppendEntries reaches a node that has crashed since, and forgotten nothing. */
const OLD_LEADER = `
  ${elect("n1", "n2", "n3")}
  command n1 "old"
  ${elect("n2", "n3")}
  ${replicate("n2", "n3", "new")}
  power off n3
  restart n3
  deliver n1>n3 all ?
  ${beat("n2", "n3")}
  ${replicate("n2", "n3", "newer")}
`;

export const CLUSTER_STORIES: readonly Plan[] = [
  planScript("figure 8", three, FIGURE_8),
  planScript("who helped to commit crashes", three, HELPER_CRASHES),
  planScript("the leader crashes with its entry", three, LEADER_CRASHES),
  planScript("the voter crashes", three, VOTER_CRASHES),
  planScript("an answer comes after the crash", five, overwritten("", "deliver n2>n1 all")),
  planScript("an answer came before the crash", five, overwritten("deliver n2>n1 all", "")),
  planScript("all crash", three, ALL_CRASH),
  planScript("one after the other", three, ROLLING),
  planScript("an old leader's entries", three, OLD_LEADER),
];

const healed = (name: string, story: string): Plan =>
  planScript(name, three, `${story}\n${lateStory(three.nodes)}`);

export const RECOVERIES: readonly Plan[] = [
  healed("all crash and all is well again", ALL_CRASH),
  healed("one after the other, and all is well again", ROLLING),
  healed(
    "a restart and nothing else",
    `
    ${elect("n1", "n2", "n3")}
    ${replicate("n1", "n2 n3", "a")}
    power off n1
    power off n2
    power off n3
    `,
  ),
];
