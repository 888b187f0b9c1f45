// hidden: truthlab-hidden-7f3a
import { listed } from "@/engine/monitors/leader_authority.ts";
import { RAFT_PROPERTIES } from "@/engine/monitors/raft_properties.ts";
import { majorityOf } from "@/engine/monitors/raft_message.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  endOf,
  read,
  tellEnd,
} from "@/exercises/raft-election/cluster.ts";

/**
 * Leader Completeness for logs that were there before: an entry of the latest term of all logs that
 * a majority holds is committed, and with it all that comes before.
 */
export const HOLDS_COMMITTED: ElectionProperty = {
  name: RAFT_PROPERTIES.leaderCompleteness.name,
  promise: RAFT_PROPERTIES.leaderCompleteness.promise,
  watch: (scenario) => new HoldsCommitted(scenario),
};

class HoldsCommitted implements Monitor {
  /** True once entries were sent: who goes beyond the exercise has other logs from then on. */
  hasEntries = false;
  readonly logOf: (node: NodeId) => readonly number[];
  readonly committed: () => Committed | undefined;

  constructor({ logs }: ElectionScenario) {
    const committed = findCommitted(logs);
    this.logOf = (node) => logs.get(node)!;
    this.committed = () => committed;
  }

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    const committed = this.committed();
    if (committed === undefined) return;
    if (observation.kind !== "send") return;
    const message = read(observation.message);
    if (message?.kind !== "append") return;
    if (message.entries.length > 0) this.hasEntries = true;
    if (this.hasEntries) return;
    const { index, term, holders } = committed;
    const log = this.logOf(node);
    if (log[index - 1] === term) return;
    return {
      message: `${node}, whose log ends with ${tellEnd(endOf(log))}, led in term ${message.term} ` +
        `at step ${step} without ${tellEnd(committed)}, which ${listed(holders)} hold: a majority.`,
      steps: [step],
    };
  }
}

interface Committed {
  readonly index: number;
  readonly term: number;
  readonly holders: readonly NodeId[];
}

function findCommitted(logs: ElectionScenario["logs"]): Committed | undefined {
  const term = Math.max(0, ...[...logs.values()].flat());
  const longest = Math.max(0, ...[...logs.values()].map((log) => log.length));
  for (let index = longest; index > 0; index--) {
    const holders = [...logs].filter(([, log]) => log[index - 1] === term).map(([node]) => node);
    if (holders.length >= majorityOf(logs.size)) return { index, term, holders };
  }
}
