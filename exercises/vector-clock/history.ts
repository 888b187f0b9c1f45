import { copyData } from "@/engine/copy_data.ts";
import { callGuest } from "@/engine/guest.ts";
import type { Trial } from "@/engine/suite.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import type { Noted, Program } from "./replica.ts";

/** An event with its place in the true happens-before relation. */
export interface HistoryEvent extends Noted {
  readonly node: NodeId;
  readonly step: number;
  /** Its place in the history, from 0. */
  readonly index: number;
  /** The events that happened before it and itself, one bit each. */
  readonly past: bigint;
}

export type Truth = "before" | "after" | "equal" | "concurrent";

/** What a check looks for in a finished history. */
export type Judge = (history: readonly HistoryEvent[], program: Program) => Violation | undefined;

/**
 * A monitor that follows the true happens-before relation of a run (Lamport, CACM 21(7), 1978):
 * it looks only at who wrote, sent and received what, never at a clock. When the run is over a
 * judge compares the relation with what the learner's functions say of it.
 */
export function historyMonitor(judge: Judge): (trial: Trial) => Monitor {
  return (trial) => new HistoryMonitor(trial, judge);
}

class HistoryMonitor implements Monitor {
  readonly #trial: Trial;
  readonly #judge: Judge;
  readonly #events: HistoryEvent[] = [];
  readonly #pasts = new Map<string, bigint>();
  readonly #latest = new Map<NodeId, bigint>();

  constructor(trial: Trial, judge: Judge) {
    this.#trial = trial;
    this.#judge = judge;
  }

  observe(moment: Moment, observation: Observation): undefined {
    if (observation.kind !== "note" || observation.label !== "event") return;
    const noted = observation.data as Noted;
    const { node, step } = moment;
    const index = this.#events.length;
    const received = noted.received === undefined ? 0n : this.#pasts.get(noted.received) ?? 0n;
    const past = (this.#latest.get(node) ?? 0n) | received | (1n << BigInt(index));
    this.#latest.set(node, past);
    this.#pasts.set(noted.event, past);
    // A copy for this judge alone: a program that changes a clock must not mislead other judges.
    this.#events.push({ ...noted, clock: copyData(noted.clock), node, step, index, past });
  }

  finish(): Violation | undefined {
    const { guest } = this.#trial;
    // A program of its own: the judge shares no variable with any replica.
    const program = guest.instantiate() as unknown as Program;
    return callGuest(guest, () => this.#judge(this.#events, program));
  }
}

/** How two events truly stand to each other. */
export function truth(one: HistoryEvent, other: HistoryEvent): Truth {
  if (one.index === other.index) return "equal";
  if ((other.past & (1n << BigInt(one.index))) !== 0n) return "before";
  return (one.past & (1n << BigInt(other.index))) !== 0n ? "after" : "concurrent";
}

/** An event in words: `n2's comment (step 4)`. */
export function tell(event: HistoryEvent): string {
  return `${event.node}'s ${event.what} (step ${event.step})`;
}

/** A violation that speaks of some events. */
export function violation(message: string, events: readonly HistoryEvent[]): Violation {
  const steps = [...new Set(events.map((event) => event.step))].sort((one, other) => one - other);
  return { message, steps };
}

/** All pairs of different events in an order that finds short stories first. */
export function* pairs(
  history: readonly HistoryEvent[],
): Generator<[HistoryEvent, HistoryEvent]> {
  for (let late = 1; late < history.length; late++) {
    for (let early = 0; early < late; early++) yield [history[early], history[late]];
  }
}

/** A judge of pairs that truly stand to each other in one of the given ways. */
export function judgePairs(truths: readonly Truth[]): Judge {
  return (history, program) => {
    for (const [one, other] of pairs(history)) {
      for (const [first, second] of [[one, other], [other, one]]) {
        const expected = truth(first, second);
        if (!truths.includes(expected)) continue;
        const answer = program.compare(first.clock, second.clock);
        if (answer === expected) continue;
        const message = `${claim(expected, first, second)}, and compare says ${quote(answer)}.`;
        return violation(message, [first, second]);
      }
    }
  };
}

/** How two events truly stand to each other, in words. */
function claim(order: Truth, one: HistoryEvent, other: HistoryEvent): string {
  const [first, second] = [tell(one), tell(other)];
  if (order === "before") return `${first} happened before ${second}`;
  if (order === "after") return `${first} happened after ${second}`;
  if (order === "equal") return `${first} is the same event as ${second}`;
  return `Neither ${first} nor ${second} could know of the other`;
}

/** What a function returned, short. */
export function quote(answer: unknown): string {
  if (typeof answer === "string") return `"${answer.slice(0, 30)}"`;
  return typeof answer === "object" && answer !== null ? "an object" : String(answer);
}
