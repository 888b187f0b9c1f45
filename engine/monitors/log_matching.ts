import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";
import { type Append, placeOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Log Matching: if two logs contain an entry with the same index and term, then the logs are
 * identical in all entries up through that index (Raft, figure 3 and section 5.3).
 *
 * Judged by all that AppendEntries ever say. An entry's index and term must always go with the same
 * command and the same term of the entry before it; by induction the logs below are then the same.
 * Terms in a log never fall, which the same pairs show.
 */
export function logMatching(adapter: RaftAdapter): Monitor {
  return new LogMatching(adapter);
}

interface Told {
  readonly command: string;
  readonly previousTerm: number;
  readonly node: string;
  readonly step: number;
}

class LogMatching implements Monitor {
  /** By index and term: see `placeOf`. */
  readonly entries = new Map<number, Told>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const message = readRaft(this.adapter, observation.message);
    if (message?.kind === "append" && message.entries.length > 0) {
      return this.judge(moment, message);
    }
  }

  private judge({ node, step }: Moment, append: Append): Violation | undefined {
    // Before the first entry there is none: a sentinel may carry any term.
    let previousTerm = append.previousIndex > 0 ? append.previousTerm : 0;
    let index = append.previousIndex;
    for (const { term, command } of append.entries) {
      index++;
      if (term < previousTerm) {
        return {
          message: `In ${node}'s log at step ${step}, entry ${index} of term ${term} ` +
            `follows an entry of the later term ${previousTerm}.`,
          steps: [step],
        };
      }
      const place = placeOf(index, term);
      const text = canonicalText(command);
      const told = this.entries.get(place);
      if (told === undefined) this.entries.set(place, { command: text, previousTerm, node, step });
      else if (told.command !== text || told.previousTerm !== previousTerm) {
        const difference = told.command === text
          ? `an entry of term ${told.previousTerm} comes before it in ${told.node}'s log at step ` +
            `${told.step}, one of term ${previousTerm} in ${node}'s at step ${step}`
          : `it is ${shown(told.command)} in ${told.node}'s log at step ${told.step}, ` +
            `${shown(text)} in ${node}'s at step ${step}`;
        return {
          message: `Logs disagree about entry ${index} of term ${term}: ${difference}.`,
          steps: [told.step, step],
        };
      }
      previousTerm = term;
    }
  }
}
