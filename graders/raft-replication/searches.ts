// hidden: truthlab-hidden-7f3a
import { planSearch, type SearchPlan } from "@/engine/plan_search.ts";
import type { Plan } from "@/engine/suite.ts";
import { cluster } from "@/engine/rafts/clusters.ts";

/** Far more than any of these needs: see the coverage lines. */
const LIMITS = { statesMax: 150_000, statesMaxOnceFailed: 20_000 };

const asked = (...nodes: readonly string[]): SearchPlan["commands"] =>
  nodes.map((node, index) => ({
    atMs: 0,
    node,
    command: { id: `c${index + 1}`, client: "client", body: `put ${index + 1}` as never },
  }));

const upToTerm = (last: number) => (message: unknown): boolean => {
  const { term } = (message ?? {}) as { readonly term?: unknown };
  return typeof term !== "number" || term <= last;
};

const N1_LEADS = `
  urge n1 > n2
  deliver all
`;

/** n1 has an entry that nobody else has; n3 leads the next term, and n1 has not heard of it. */
const TWO_LEADERS = `
  ${N1_LEADS}
  command n1 "a"
  drop n1>n2 all ?
  drop n1>n3 all ?
  urge n3 > n2
  exchange n3 n2
`;

/** Every order of every message, from where things are about to go wrong. */
export const SEARCHES: readonly Plan[] = [
  planSearch("two nodes", cluster(2), {
    bounds: { timeouts: 3 },
    boundsInWords: "three timeouts, one command",
    commands: asked("n1"),
    ...LIMITS,
  }),
  planSearch("three nodes with a leader", cluster(3), {
    from: N1_LEADS,
    bounds: { timeouts: 1, isWithin: upToTerm(2) },
    boundsInWords: "one more timeout, one command, two terms",
    commands: asked("n1"),
    ...LIMITS,
  }),
  planSearch("two entries under way", cluster(3), {
    from: `${N1_LEADS}\ncommand n1 "a"\ncommand n1 "b"\ndrop n1>n3 all ?`,
    bounds: { timeouts: 0, duplicates: 1 },
    boundsInWords: "one message doubled, one command more",
    commands: asked("n1"),
    ...LIMITS,
  }),
  planSearch("two leaders", cluster(3), {
    from: TWO_LEADERS,
    bounds: { timeouts: 0, duplicates: 1 },
    boundsInWords: "one message doubled, one command",
    commands: asked("n3"),
    ...LIMITS,
  }),
  planSearch("two leaders and a timeout", cluster(3), {
    from: TWO_LEADERS,
    bounds: { timeouts: 1, isWithin: upToTerm(3) },
    boundsInWords: "one timeout, three terms",
    ...LIMITS,
  }),
  planSearch("from figure 8 on", cluster(3), {
    from: `
      ${TWO_LEADERS}
      command n3 "b"
      drop n3>n1 all ?
      drop n3>n2 all ?
      urge n1 > n2
      deliver all
    `,
    bounds: { timeouts: 1, isWithin: upToTerm(3) },
    boundsInWords: "one timeout, one command, three terms",
    commands: asked("n1"),
    ...LIMITS,
  }),
];
