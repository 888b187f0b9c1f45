import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type RaftAdapter, type RaftMessage, readRaft } from "./raft_message.ts";

/**
 * A node's term never goes back, not even in a crash, and a node that has seen a higher term takes
 * it over before it acts again (Raft, figure 2, "Rules for servers", and section 5.1).
 *
 * A vote request need not be believed: a node that has just heard from a leader may ignore it
 * (Ongaro's dissertation, section 4.2.3). What was seen and not acted upon may be lost in a crash.
 * And a node may take in its messages in batches: it has `BATCH_MS` until it must have read one,
 * unless it answers at once. A search knows no time: there, every step is the same.
 */
export function termMonotone(adapter: RaftAdapter): Monitor {
  return new TermMonotone(adapter);
}

/** So long a message may lie in a program's own queue. */
const BATCH_MS = 20;

interface Sighting {
  readonly term: number;
  readonly step: number;
}

interface Told extends Sighting {
  readonly timeMs: number;
}

class TermMonotone implements Monitor {
  /** The highest term that each node has sent. */
  readonly sent = new Map<string, Sighting>();
  /** The highest term that each node has been told since it started. */
  readonly told = new Map<string, Told>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "crash") this.told.delete(moment.node);
    else if (observation.kind === "deliver") {
      const message = readRaft(this.adapter, observation.message);
      if (message !== undefined) this.tell(moment, message);
    } else if (observation.kind === "send") {
      const message = readRaft(this.adapter, observation.message);
      if (message !== undefined) return this.judge(moment, message.term);
    }
  }

  private tell(moment: Moment, message: RaftMessage): void {
    if (message.kind === "vote request") return;
    const told = this.told.get(moment.node);
    if (told !== undefined && told.term >= message.term) return;
    const { node, step, timeMs } = moment;
    this.told.set(node, { term: message.term, step, timeMs });
  }

  private judge({ node, step, timeMs }: Moment, term: number): Violation | undefined {
    const sent = this.sent.get(node);
    if (sent !== undefined && sent.term > term) {
      return {
        message: `${node}'s term went back from ${sent.term} at step ${sent.step} ` +
          `to ${term} at step ${step}.`,
        steps: [sent.step, step],
      };
    }
    const told = this.told.get(node);
    const hasRead = told?.step === step || timeMs - (told?.timeMs ?? timeMs) > BATCH_MS;
    if (told !== undefined && told.term > term && hasRead) {
      return {
        message: `${node} was told of term ${told.term} at step ${told.step} ` +
          `and still acted in term ${term} at step ${step}.`,
        steps: [told.step, step],
      };
    }
    if (sent === undefined || sent.term < term) this.sent.set(node, { term, step });
  }
}
