// hidden: truthlab-hidden-7f3a
import { planSearch, type SearchPlan } from "@/engine/plan_search.ts";
import { cluster } from "@/engine/rafts/clusters.ts";
import { lose, replicate } from "@/engine/rafts/stories.ts";
import type { Plan } from "@/engine/suite.ts";

const LIMITS = { statesMax: 100_000, statesMaxOnceFailed: 20_000 };

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

const N1_LEADS = "urge n1 > n2\ndeliver all\n";

/** Crashes between any two effects, in every order of every message that was in flight. */
export const SEARCHES: readonly Plan[] = [
  planSearch("two nodes that crash", cluster(2), {
    bounds: { timeouts: 2, crashes: 1, isTorn: true },
    boundsInWords: "two timeouts, one command, one crash between any two effects",
    commands: asked("n1"),
    ...LIMITS,
  }),
  planSearch("a command and a crash", cluster(3), {
    from: N1_LEADS,
    bounds: { timeouts: 0, crashes: 1, isTorn: true },
    boundsInWords: "one command, one crash between any two effects",
    commands: asked("n1"),
    ...LIMITS,
  }),
  planSearch("an entry on two of three, and a crash", cluster(3), {
    from: `${N1_LEADS}${replicate("n1", "n2", "a")}${lose("n1", "n2 n3")}${lose("n2", "n1")}`,
    bounds: { timeouts: 1, crashes: 1, isTorn: true, isWithin: upToTerm(2) },
    boundsInWords: "one timeout, one crash between any two effects, two terms",
    ...LIMITS,
  }),
  planSearch("two candidates and a crash", cluster(3), {
    from: "urge n1 > n3\nurge n2 > n3\n",
    bounds: { timeouts: 0, crashes: 1, isTorn: true, isWithin: upToTerm(1) },
    boundsInWords: "one crash between any two effects, one term",
    ...LIMITS,
  }),
];
