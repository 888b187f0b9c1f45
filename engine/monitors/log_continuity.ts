import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type Append, placeOf, type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * A follower accepts entries only where they continue its log: it must hold the entry before them,
 * with the leader's term for it (Raft, section 5.3, the consistency check). This is the step from
 * which Log Matching follows.
 *
 * A node can hold only what it was sent or what it sent as a leader: to say "success" after an
 * entry that is neither is a lie, heartbeats included.
 */
export function logContinuity(adapter: RaftAdapter): Monitor {
  return new LogContinuity(adapter);
}

class LogContinuity implements Monitor {
  /** By node: the places that it can hold. */
  readonly held = new Map<string, Set<number>>();
  /** By node: what it is answering now. */
  readonly asked = new Map<string, { from: string; append: Append }>();

  constructor(readonly adapter: RaftAdapter) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { kind } = observation;
    if (kind === "fire" || kind === "command" || kind === "start") this.asked.delete(moment.node);
    if (kind !== "send" && kind !== "deliver") return;
    const message = readRaft(this.adapter, observation.message);
    if (kind === "deliver") {
      this.asked.delete(moment.node);
      if (message?.kind !== "append") return;
      this.asked.set(moment.node, { from: observation.from, append: message });
      // It may save them and crash before it can answer.
      this.hold(moment.node, message, false);
    } else if (message?.kind === "append") this.hold(moment.node, message, true);
    else if (message?.kind === "append reply" && message.success) {
      return this.judge(moment, observation.to, message.term);
    }
  }

  private hold(node: string, append: Append, withPrevious: boolean): void {
    let held = this.held.get(node);
    if (held === undefined) this.held.set(node, held = new Set());
    const { previousIndex, previousTerm, entries } = append;
    if (withPrevious) held.add(placeOf(previousIndex, previousTerm));
    for (let place = 0; place < entries.length; place++) {
      held.add(placeOf(previousIndex + 1 + place, entries[place].term));
    }
  }

  private judge({ node, step }: Moment, to: string, term: number): Violation | undefined {
    const asked = this.asked.get(node);
    if (asked === undefined || asked.from !== to || asked.append.term !== term) return;
    const { previousIndex, previousTerm } = asked.append;
    const place = placeOf(previousIndex, previousTerm);
    if (previousIndex > 0 && !this.held.get(node)?.has(place)) {
      return {
        message: `${node} accepted at step ${step} what follows entry ${previousIndex} ` +
          `of term ${previousTerm}, an entry that it never had.`,
        steps: [step],
      };
    }
  }
}
