import type { NodeId, Trace, TraceEvent } from "@/engine/types.ts";

/** One message's way, from the row in which it was sent to the row in which it ended. */
export interface Flight {
  /** Its name in the trace: `n1>n2#3`. */
  readonly name: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Index of the event that sent it; -1 for what was sent before the first event. */
  readonly sentRow: number;
  /** Index of the event that ended it, undefined while it is under way. */
  readonly endRow: number | undefined;
  readonly fate: "delivered" | "lost" | "under way";
  readonly payload: unknown;
}

/**
 * The messages of a trace in the order in which they were sent. A copy that the network made has a
 * name which no send speaks of: it is known from its arrival, and flies from the same send.
 */
export function readFlights(trace: Trace): Flight[] {
  const rowOf = new Map(trace.events.map(({ step }, row) => [step, row]));
  const open = new Map<string, Flight>();
  const ended: Flight[] = [];
  trace.events.forEach((event, row) => {
    if (event.message !== undefined && (event.kind === "deliver" || event.kind === "drop")) {
      const known = open.get(event.message) ?? unsent(event, rowOf);
      open.delete(event.message);
      const fate = event.kind === "deliver" ? "delivered" : "lost";
      ended.push({ ...known, endRow: row, fate });
    }
    for (const { kind, message, to, payload } of event.effects) {
      if (kind !== "send" || typeof message !== "string" || event.node === null) continue;
      const flight = { name: message, from: event.node, to: to!, sentRow: row, payload };
      open.set(message, { ...flight, endRow: undefined, fate: "under way" });
    }
  });
  return [...ended, ...open.values()].sort((one, other) => one.sentRow - other.sentRow);
}

/** A message whose send is in no effect: a copy, or one that was sent at the start. */
function unsent(event: TraceEvent, rowOf: ReadonlyMap<number, number>): Flight {
  const { message = "", from = "", payload, node, causes } = event;
  // What a node did before it received is a cause too; the send is the other one.
  const sentStep = event.kind === "drop" ? causes[0] : causes.at(-1);
  const isSent = sentStep !== undefined && (event.kind === "drop" || causes.length > 1);
  return {
    name: message,
    from,
    to: node ?? message.slice(message.indexOf(">") + 1, message.lastIndexOf("#")),
    sentRow: isSent ? rowOf.get(sentStep) ?? -1 : -1,
    endRow: undefined,
    fate: "under way",
    payload,
  };
}
