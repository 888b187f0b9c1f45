import { type Clock, compare, type Event, NODES, type Order } from "./history.ts";

/** How two events stand to each other, in words, and what shows it. */
export interface Comparison {
  readonly order: Order;
  readonly sentence: string;
  readonly reason: string;
}

export function explain(one: Event, other: Event): Comparison {
  const order = compare(one.clock, other.clock);
  return { order, sentence: sentenceOf(order, one, other), reason: reasonOf(order, one, other) };
}

function sentenceOf(order: Order, one: Event, other: Event): string {
  switch (order) {
    case "before":
      return `${one.name} happened before ${other.name}`;
    case "after":
      return `${one.name} happened after ${other.name}`;
    case "equal":
      return `${one.name} and ${other.name} are equal: it is the same event`;
    case "concurrent":
      return `${one.name} and ${other.name} are concurrent`;
  }
}

function reasonOf(order: Order, one: Event, other: Event): string {
  switch (order) {
    case "before":
      return reasonForOrder(one, other);
    case "after":
      return reasonForOrder(other, one);
    case "equal":
      return "Every entry is the same in both. Without this fourth answer an event would be " +
        "concurrent with itself.";
    case "concurrent": {
      const more = larger(one.clock, other.clock);
      const less = larger(other.clock, one.clock);
      return `${one.name} knows more of ${join(more)}, ${other.name} knows more of ${
        join(less)
      }. So neither could know of the other, and neither came first.`;
    }
  }
}

function reasonForOrder(early: Event, late: Event): string {
  const more = larger(late.clock, early.clock);
  return `No entry of ${early.name} is larger than that of ${late.name}, and ${late.name} knows ` +
    `more of ${join(more)}. So ${late.name} could know of ${early.name}.`;
}

/** The nodes of which the first knows more events. */
function larger(one: Clock, other: Clock): string[] {
  return NODES.filter((_name, node) => one[node] > other[node]);
}

function join(names: readonly string[]): string {
  return names.join(" and ").replace(/ and (?=.* and )/g, ", ");
}

/** An event in words, for the list and for those who listen. */
export function tell(event: Event, messages: readonly { from: number; to: number }[]): string {
  const node = NODES[event.node];
  const message = event.message === undefined ? undefined : messages[event.message - 1];
  const clock = `its clock is ${event.clock.join(", ")}`;
  if (message === undefined) return `${event.name}: ${node} does something; ${clock}`;
  return event.kind === "send"
    ? `${event.name}: ${node} sends message ${event.message} to ${NODES[message.to]}; ${clock}`
    : `${event.name}: ${node} receives message ${event.message} from ${
      NODES[message.from]
    }; ${clock}`;
}
