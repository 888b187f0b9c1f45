import { copyData } from "@/engine/copy_data.ts";
import { encode } from "@/engine/encode.ts";
import type { Exports } from "@/engine/guest.ts";
import type { Command, Context, Data, Node, NodeId } from "@/engine/types.ts";
import { withMethods } from "@/engine/with_methods.ts";

/** The learner's class and function, on stamps that nobody else understands. */
export interface Program {
  readonly LamportClock: new (node: NodeId) => Clock;
  compare(one: Data, other: Data): unknown;
}

export interface Clock {
  tick(): Data;
  send(): Data;
  receive(stamp: Data): Data;
}

/** What a client asks of a node: to do something by itself, or to send a message to some others. */
export interface Order {
  readonly op: "work" | "send";
  readonly to?: readonly NodeId[];
}

/** A message between nodes. `event` says which event it was, for the judge and not the clocks. */
interface Letter {
  readonly event: string;
  readonly stamp: Data;
}

/** One event of the run, as a node notes it. */
export interface Noted {
  /** Unique: the node and the number of its event, `n2.3`. */
  readonly event: string;
  readonly what: string;
  readonly stamp: Data;
  /** The event whose message this one received. */
  readonly received?: string;
}

/** A stamp that somebody holds, with what it looked like when it was handed over. */
interface Held {
  readonly of: string;
  readonly stamp: Data;
  readonly text: string;
}

/**
 * A node that asks the learner's clock for the stamp of each of its events, and notes it. It holds
 * on to the newest stamps, and notes `changed` when one of them does not stay as it was.
 *
 * Nothing in it is behind a private name, so that exhaustive search can copy it.
 */
export class ClockNode implements Node {
  readonly context: Context;
  readonly program: Program;
  readonly clock: Clock;
  events = 0;
  held: readonly Held[] = [];

  constructor(context: Context, exports: Exports) {
    this.context = context;
    this.program = exports as unknown as Program;
    const clock = new this.program.LamportClock(context.id);
    this.clock = withMethods(clock, "LamportClock", ["tick", "send", "receive"]);
  }

  onCommand(command: Command): void {
    const { op, to = [] } = command.body as Order;
    if (op === "work") {
      happen(this, "work", () => this.clock.tick());
      return;
    }
    const letter = happen(this, "message", () => this.clock.send());
    for (const peer of to) this.context.send(peer, letter);
  }

  onMessage(from: NodeId, message: never): void {
    const { event, stamp } = message as Letter;
    hold(this, `${from}'s message`, stamp);
    happen(this, `receipt from ${from}`, () => this.clock.receive(stamp), event);
  }
}

/** One event of a node: what it is, and how the clock is asked for its stamp. */
function happen(node: ClockNode, what: string, ask: () => Data, received?: string): Letter {
  const before = node.held.at(-1);
  const stamp = ask();
  const event = `${node.context.id}.${++node.events}`;
  hold(node, `its ${what}`, stamp);
  if (before !== undefined) node.program.compare(before.stamp, stamp);
  for (const { of, stamp, text } of node.held) {
    const now = print(stamp);
    if (now !== text) node.context.note("changed", { of, before: text, after: now });
  }
  const noted: Noted = { event, what, stamp };
  node.context.note("event", received === undefined ? noted : { ...noted, received });
  return { event, stamp };
}

/** Three are enough: what was handed in or out last, and what is now. */
function hold(node: ClockNode, of: string, stamp: Data): void {
  node.held = [...node.held.slice(-2), { of, stamp, text: print(stamp) }];
}

/** A stamp as text, to see whether it changed. */
function print(stamp: Data): string {
  return encode(copyData(stamp));
}
