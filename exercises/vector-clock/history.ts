import { copyData } from "@/engine/copy_data.ts";
import { callGuest, GuestThrew } from "@/engine/guest.ts";
import type { Trial } from "@/engine/suite.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import type { Noted, Program } from "./replica.ts";

/** An event with its place in the true happens-before relation. */
export interface HistoryEvent extends Noted {
  readonly node: NodeId;
  readonly step: number;
  /** Its place in the history, from 0. */
  readonly index: number;
  /** Its own bit: 1, 2, 4, ... */
  readonly bit: bigint;
  /** The bits of the events that happened before it, and its own. */
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
  #events: readonly HistoryEvent[] = [];

  constructor(trial: Trial, judge: Judge) {
    this.#trial = trial;
    this.#judge = judge;
  }

  observe(moment: Moment, observation: Observation): undefined {
    const event = readEvent(moment, observation, this.#events);
    if (event !== undefined) this.#events = [...this.#events, event];
  }

  finish(): Violation | undefined {
    const { guest } = this.#trial;
    // A program of its own: the judge shares no variable with any replica.
    const program = guest.instantiate() as unknown as Program;
    return callGuest(guest, () => this.#judge(this.#events, program));
  }
}

/** What an observation adds to a history; undefined where it is no event of the learner's. */
function readEvent(
  { node, step }: Moment,
  observation: Observation,
  history: readonly HistoryEvent[],
): HistoryEvent | undefined {
  if (observation.kind !== "note" || observation.label !== "event") return;
  const noted = observation.data as Noted;
  const index = history.length;
  const previous = history.findLast((event) => event.node === node);
  const sending = history.find(({ event }) => event === noted.received);
  const bit = 1n << BigInt(index);
  const past = (previous?.past ?? 0n) | (sending?.past ?? 0n) | bit;
  // A copy for this judge alone: a program that changes a clock must not mislead other judges.
  return { ...noted, clock: copyData(noted.clock), node, step, index, bit, past };
}

/**
 * A monitor of pairs of events that truly stand to each other in one of the given ways. It compares
 * each event with all earlier ones as soon as it happens, so that exhaustive search can use it.
 */
export function pairMonitor(truths: readonly Truth[]): (trial: Trial) => Monitor {
  return ({ guest }) => {
    const program = guest.instantiate() as unknown as Program;
    return new PairMonitor((event, earlier) =>
      orThrew(event, () => callGuest(guest, () => judgeEvent(event, earlier, { truths, program })))
    );
  };
}

type JudgeEvent = (
  event: HistoryEvent,
  earlier: readonly HistoryEvent[],
) => Violation | undefined;

class PairMonitor implements Monitor {
  events: readonly HistoryEvent[] = [];

  constructor(readonly judge: JudgeEvent) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const earlier = this.events;
    const event = readEvent(moment, observation, earlier);
    if (event === undefined) return;
    this.events = [...earlier, event];
    return this.judge(event, earlier);
  }
}

/** A comparison that throws is no answer, whatever was asked. */
function orThrew(event: HistoryEvent, judge: () => Violation | undefined): Violation | undefined {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof GuestThrew)) throw error;
    const message = `compare threw when it was asked about the clock of ${tell(event)}: ` +
      `${error.message}.`;
    return violation(message, [event]);
  }
}

/** How two events truly stand to each other. */
export function truth(one: HistoryEvent, other: HistoryEvent): Truth {
  if (one.index === other.index) return "equal";
  if ((other.past & one.bit) !== 0n) return "before";
  return (one.past & other.bit) !== 0n ? "after" : "concurrent";
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

/** Holds what compare says of an event and the earlier ones against how they truly stand. */
function judgeEvent(
  event: HistoryEvent,
  earlier: readonly HistoryEvent[],
  { truths, program }: { readonly truths: readonly Truth[]; readonly program: Program },
): Violation | undefined {
  for (const one of earlier) {
    for (const [first, second] of [[one, event], [event, one]]) {
      const expected = truth(first, second);
      if (!truths.includes(expected)) continue;
      const answer = program.compare(first.clock, second.clock);
      if (answer === expected) continue;
      const message = `${claim(expected, first, second)}, and compare says ${quote(answer)}.`;
      return violation(message, [first, second]);
    }
  }
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
