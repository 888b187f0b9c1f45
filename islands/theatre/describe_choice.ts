import { type Phrase, showData } from "@/components/describe_event.ts";
import type { Action, TraceEvent } from "@/engine/types.ts";
import type { Flight } from "./read_flights.ts";

/** A heading under which choices of a kind stand together. */
export const CHOICE_GROUPS: Readonly<Record<Action["kind"], string>> = {
  deliver: "A message arrives",
  fire: "A timer fires",
  drop: "A message is lost",
  duplicate: "A message is doubled",
  crash: "A node stops or starts",
  restart: "A node stops or starts",
  pause: "A node stops or starts",
  resume: "A node stops or starts",
  cut: "The network",
  heal: "The network",
  settle: "The network",
  skew: "A clock",
  command: "A client",
};

/** What would happen, in words, with the content of the message that it is about. */
export function describeChoice(choice: Action, flights: readonly Flight[]): Phrase {
  const plain = (text: string): Phrase => ({ text, data: "" });
  switch (choice.kind) {
    case "deliver":
    case "drop":
    case "duplicate": {
      const { from, to, ordinal } = choice.message;
      const name = `${from}>${to}#${ordinal}`;
      const known = flights.find((flight) => flight.name === name);
      const ends = { deliver: "arrives", drop: "is lost", duplicate: "is doubled" };
      return { text: `${name} ${ends[choice.kind]}`, data: showData(known?.payload) };
    }
    case "fire":
      return plain(`${choice.node}: timer ${choice.timer} fires, at ${Math.round(choice.atMs)} ms`);
    case "crash":
      return plain(`${choice.node} ${choice.losesUnsynced ? "loses power" : "crashes"}`);
    case "restart":
      return plain(`${choice.node} restarts`);
    case "pause":
      return plain(`${choice.node} stands still`);
    case "resume":
      return plain(`${choice.node} goes on`);
    case "heal":
      return plain("all links are healed");
    default:
      return plain(choice.kind);
  }
}

/** Whether a choice is what did happen in an event: to choose that is to choose nothing. */
export function isWhatHappened(choice: Action, event: TraceEvent): boolean {
  if (choice.kind !== event.kind) return false;
  if ("message" in choice) {
    const { from, to, ordinal } = choice.message;
    return event.message === `${from}>${to}#${ordinal}`;
  }
  if (choice.kind === "fire") return event.node === choice.node && event.payload === choice.timer;
  return "node" in choice && event.node === choice.node;
}
