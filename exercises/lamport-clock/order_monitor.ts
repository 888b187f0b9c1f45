import { copyData } from "@/engine/copy_data.ts";
import { callGuest, type Guest, GuestThrew } from "@/engine/guest.ts";
import type { Trial } from "@/engine/suite.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import type { Noted, Program } from "./clock_node.ts";

/** An event with its place in the true happens-before relation. */
export interface ClockEvent extends Noted {
  readonly node: NodeId;
  readonly step: number;
  /** Its place in the history, from 0. */
  readonly index: number;
  /** The events that happened before it and itself, one bit each. */
  readonly past: bigint;
}

/** What a check has to say of an event, held against all that came earlier. */
export type Judge = (
  event: ClockEvent,
  earlier: readonly ClockEvent[],
  program: Program,
) => Violation | undefined;

/**
 * A monitor that follows the true happens-before relation of a run (Lamport, "Time, clocks, and the
 * ordering of events in a distributed system", CACM 21(7), 1978): it looks only at who sent and
 * received what, never at a stamp. At each event a judge compares the relation with what the
 * learner's stamps say.
 */
export function orderMonitor(judge: Judge): (trial: Trial) => Monitor {
  return ({ guest }) => {
    // A program of its own: the judge shares no variable with any node.
    const program = guest.instantiate() as unknown as Program;
    return new OrderMonitor((event, earlier) =>
      orThrew(guest, event, () => judge(event, earlier, program))
    );
  };
}

/** A comparison that throws is no answer, whatever was asked. */
function orThrew(
  guest: Guest,
  event: ClockEvent,
  judge: () => Violation | undefined,
): Violation | undefined {
  try {
    return callGuest(guest, judge);
  } catch (error) {
    if (!(error instanceof GuestThrew)) throw error;
    const message = `compare threw when it was asked about the stamp of ${tell(event)}: ` +
      `${error.message}.`;
    return violation(message, [event]);
  }
}

class OrderMonitor implements Monitor {
  events: readonly ClockEvent[] = [];

  constructor(
    readonly judge: (
      event: ClockEvent,
      earlier: readonly ClockEvent[],
    ) => Violation | undefined,
  ) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "note" || observation.label !== "event") return;
    const noted = observation.data as Noted;
    const earlier = this.events;
    const event = { ...noted, ...placeOf(noted, node, earlier), node, step };
    this.events = [...earlier, event];
    return this.judge(event, earlier);
  }
}

function placeOf(
  { stamp, received }: Noted,
  node: NodeId,
  earlier: readonly ClockEvent[],
): Pick<ClockEvent, "stamp" | "index" | "past"> {
  const index = earlier.length;
  const previous = earlier.findLast((event) => event.node === node);
  const sending = earlier.find(({ event }) => event === received);
  const past = (previous?.past ?? 0n) | (sending?.past ?? 0n) | (1n << BigInt(index));
  // A copy for this judge alone: a program that changes a stamp must not mislead other judges.
  return { stamp: copyData(stamp), index, past };
}

/** True where the first event happened before the second. */
export function happenedBefore(one: ClockEvent, other: ClockEvent): boolean {
  return one.index !== other.index && (other.past & (1n << BigInt(one.index))) !== 0n;
}

/** An event in words: `n2's receipt from n1 (step 4)`. */
export function tell(event: ClockEvent): string {
  return `${event.node}'s ${event.what} (step ${event.step})`;
}

/** A violation that speaks of some events. */
export function violation(message: string, events: readonly ClockEvent[]): Violation {
  const steps = [...new Set(events.map((event) => event.step))].sort((one, other) => one - other);
  return { message, steps };
}

/** What compare returned, short. */
export function quote(answer: unknown): string {
  if (typeof answer === "string") return `"${answer.slice(0, 30)}"`;
  return typeof answer === "object" && answer !== null ? "an object" : String(answer);
}

/** The smaller stamp of two events is that of the one which truly came first. */
export function judgePair(
  one: ClockEvent,
  other: ClockEvent,
  program: Program,
): Violation | undefined {
  const answer = program.compare(one.stamp, other.stamp);
  if (typeof answer === "number" && answer < 0) return;
  const message = `${tell(one)} happened before ${tell(other)}, and compare says ` +
    `${quote(answer)} of their stamps, which is not negative.`;
  return violation(message, [one, other]);
}

/** The clock condition, for the pairs of events that a check is about. */
export function judgeCondition(
  concerns: (one: ClockEvent, other: ClockEvent) => boolean,
): Judge {
  return (event, earlier, program) => {
    for (const one of earlier) {
      if (!concerns(one, event) || !happenedBefore(one, event)) continue;
      const found = judgePair(one, event, program);
      if (found !== undefined) return found;
    }
  };
}

/** Both events are of one node. */
export function isOneNode(one: ClockEvent, other: ClockEvent): boolean {
  return one.node === other.node;
}

/** The second event received what the first one sent. */
export function isMessage(one: ClockEvent, other: ClockEvent): boolean {
  return other.received === one.event;
}

/** Of two different events one comes first. */
export const judgeDistinct: Judge = (event, earlier, program) => {
  for (const one of earlier) {
    if (program.compare(one.stamp, event.stamp) !== 0) continue;
    const message = `${tell(one)} and ${tell(event)} are two events, and compare says 0 of their ` +
      `stamps: neither comes first.`;
    return violation(message, [one, event]);
  }
};
