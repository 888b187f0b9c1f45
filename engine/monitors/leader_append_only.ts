import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";
import { type Append, partOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Leader Append-Only: a leader never overwrites or deletes entries in its log; it only appends new
 * ones (Raft, figure 3 and section 5.3). Judged by what one leader says of its log in one term.
 */
export function leaderAppendOnly(adapter: RaftAdapter): Monitor {
  return new LeaderAppendOnly(adapter);
}

interface Told {
  readonly term: number;
  /** Undefined until the entry itself was sent, and not only the term before another. */
  readonly command: string | undefined;
  readonly step: number;
}

class LeaderAppendOnly implements Monitor {
  /** By term and leader: what its log holds at each index. */
  readonly logs = new Map<number, Map<string, Map<number, Told>>>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const message = readRaft(this.adapter, observation.message);
    if (message?.kind === "append") return this.judge(moment, message);
  }

  private judge(moment: Moment, append: Append): Violation | undefined {
    const logs = partOf(this.logs, append.term);
    let log = logs.get(moment.node);
    if (log === undefined) logs.set(moment.node, log = new Map());
    const { previousIndex, previousTerm, entries } = append;
    if (previousIndex > 0) {
      const told = { term: previousTerm, command: undefined, step: moment.step };
      const violation = this.tell({ moment, append, log, index: previousIndex, told });
      if (violation !== undefined) return violation;
    }
    for (let place = 0; place < entries.length; place++) {
      const { term, command } = entries[place];
      const told = { term, command: canonicalText(command), step: moment.step };
      const index = previousIndex + 1 + place;
      const violation = this.tell({ moment, append, log, index, told });
      if (violation !== undefined) return violation;
    }
  }

  private tell(
    { moment, append, log, index, told }: {
      moment: Moment;
      append: Append;
      log: Map<number, Told>;
      index: number;
      told: Told;
    },
  ): Violation | undefined {
    const earlier = log.get(index);
    if (earlier === undefined) {
      log.set(index, told);
      return;
    }
    const isSame = earlier.term === told.term &&
      (earlier.command === undefined || told.command === undefined ||
        earlier.command === told.command);
    if (!isSame) {
      return {
        message: `${moment.node}, leader of term ${append.term}, changed entry ${index} of its ` +
          `own log: ${describe(earlier)} at step ${earlier.step}, ` +
          `${describe(told)} at step ${moment.step}.`,
        steps: [earlier.step, moment.step],
      };
    }
    if (earlier.command === undefined && told.command !== undefined) log.set(index, told);
  }
}

function describe({ term, command }: Told): string {
  return command === undefined ? `of term ${term}` : `${shown(command)} of term ${term}`;
}
