import { type Event, NODES } from "../vector_clocks/history.ts";
import type { Morning, Stamped } from "./clocks.ts";

/** What the clocks do to these messages, in a sentence or two. */
export function tellMorning({ writes }: Morning, wrong: readonly Event[]): string {
  const lost = writes.find(({ droppedFor }) => droppedFor !== undefined);
  if (lost !== undefined) {
    const [late, early] = [lost.stamped, writes[lost.droppedFor! - 1].stamped];
    return `x = ${lost.value} was written on ${NODES[late.event.node]} by one who knew of ` +
      `x = ${lost.droppedFor}, and is dropped: its stamp, ${showMs(late.wallMs)} ms, does not ` +
      `beat ${showMs(early.wallMs)} ms from ${
        NODES[early.event.node]
      }. Lamport and vector clocks ` +
      `still put ${early.event.name} before ${late.event.name}.`;
  }
  if (wrong.length > 0) {
    const [{ name, kind }] = wrong;
    return `By wall clock ${name}, a ${
      kind === "receive" ? "receipt" : "sending"
    }, stands before ` +
      `what caused it: the clocks differ by more than the message travels. No write is lost yet.`;
  }
  return "All three clocks put causes before effects. Turn a clock by more than a message travels.";
}

export function tellEvent({ event }: Stamped, { history }: Morning): string {
  const message = history.messages[event.message! - 1];
  return event.kind === "send"
    ? `${NODES[event.node]} writes x = ${message.number} and tells ${NODES[message.to]}`
    : `${NODES[event.node]} learns of x = ${message.number}`;
}

export function showMs(ms: number): string {
  return `${ms}`.replace("-", "−");
}
