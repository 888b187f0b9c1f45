import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";
import { canonicalText, shown } from "./canonical_text.ts";
import { type Append, type RaftAdapter, type RaftMessage, readRaft } from "./raft_message.ts";

/**
 * Leader Completeness: if an entry is committed in a given term, it is present in the logs of the
 * leaders of all higher terms (Raft, figure 3 and section 5.4).
 *
 * A log may hold a client's command whole and its body be applied: that is the same command.
 *
 * An entry that some node applied was committed, in no later term than that node knew then. The
 * leader of a higher term shows what its log lacks by the end of its log when it asked for votes,
 * and by the entries that it sends.
 */
export function leaderCompleteness(adapter: RaftAdapter): Monitor {
  return new LeaderCompleteness(adapter);
}

interface Committed {
  readonly command: string;
  /** The id of the client's command, if it is one. */
  readonly id: string | undefined;
  /** No earlier than the term in which it was committed. */
  readonly term: number;
  readonly node: string;
  readonly step: number;
}

class LeaderCompleteness implements Monitor {
  readonly asked: AskedCommands = new Map();
  readonly committed = new Map<number, Committed>();
  /** The highest term that each node has met. */
  readonly terms = new Map<string, number>();
  /** By node: the last election that it started. */
  readonly candidacies = new Map<string, { term: number; lastIndex: number }>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { kind } = observation;
    if (kind === "command") noteAsked(this.asked, observation.command);
    if (kind === "apply") this.commit(moment, observation.index, observation.command);
    if (kind !== "send" && kind !== "deliver") return;
    const message = readRaft(this.adapter, observation.message);
    if (message === undefined) return;
    this.meet(moment.node, message);
    if (kind === "send" && message.kind === "append") {
      return this.judgeEnd(moment, message) ?? this.judgeEntries(moment, message);
    }
    if (kind === "send" && message.kind === "vote request" && message.lastIndex !== undefined) {
      this.candidacies.set(moment.node, { term: message.term, lastIndex: message.lastIndex });
    }
  }

  private meet(node: string, message: RaftMessage): void {
    if (message.term > (this.terms.get(node) ?? 0)) this.terms.set(node, message.term);
  }

  private commit({ node, step }: Moment, index: number, command: unknown): void {
    const term = this.terms.get(node) ?? 0;
    const known = this.committed.get(index);
    if (known !== undefined && known.term <= term) return;
    const id = askedId(this.asked, command);
    this.committed.set(index, { command: canonicalText(command), id, term, node, step });
  }

  /** A leader's log cannot have grown by others' entries since it asked for votes. */
  private judgeEnd({ node, step }: Moment, append: Append): Violation | undefined {
    const candidacy = this.candidacies.get(node);
    if (candidacy?.term !== append.term) return;
    // Once is enough: later, the leader's log has grown.
    this.candidacies.delete(node);
    const index = candidacy.lastIndex + 1;
    const missing = this.committed.get(index);
    if (missing === undefined || missing.term >= append.term) return;
    return {
      message: `${node} became leader of term ${append.term} at step ${step} without entry ` +
        `${index}, ${shown(missing.command)}, which ${missing.node} had applied ` +
        `at step ${missing.step}.`,
      steps: [missing.step, step],
    };
  }

  private judgeEntries({ node, step }: Moment, append: Append): Violation | undefined {
    for (let place = 0; place < append.entries.length; place++) {
      const index = append.previousIndex + 1 + place;
      const committed = this.committed.get(index);
      if (committed === undefined || committed.term >= append.term) continue;
      const command = canonicalText(append.entries[place].command);
      if (command === committed.command) continue;
      const id = askedId(this.asked, append.entries[place].command);
      if (id !== undefined && id === committed.id) continue;
      return {
        message: `${node}, leader of term ${append.term}, has ${shown(command)} as entry ` +
          `${index} at step ${step}, but ${committed.node} had applied ` +
          `${shown(committed.command)} there at step ${committed.step}.`,
        steps: [committed.step, step],
      };
    }
  }
}
