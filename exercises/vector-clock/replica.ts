import { copyData } from "@/engine/copy_data.ts";
import { encode } from "@/engine/encode.ts";
import type { Exports } from "@/engine/guest.ts";
import type { Command, Context, Data, Node, NodeId } from "@/engine/types.ts";

/** The learner's four functions, on clocks that nobody else understands. */
export interface Program {
  create(): Data;
  increment(clock: Data, node: NodeId): Data;
  merge(one: Data, other: Data): Data;
  compare(one: Data, other: Data): unknown;
}

/** What a client asks of a replica: to write something and tell others, or to pass on a message. */
export interface Order {
  readonly op: "post" | "comment" | "like" | "forward";
  readonly to: readonly NodeId[];
}

/** A message between replicas. `event` says which event it was, for the judge and not the clocks. */
interface Letter {
  readonly what: string;
  readonly event: string;
  readonly clock: Data;
}

/** One event of the run, as a replica notes it. */
export interface Noted {
  /** Unique: the replica and the number of its event, `n2.3`. */
  readonly event: string;
  readonly what: string;
  readonly clock: Data;
  /** The event whose message this one received. */
  readonly received?: string;
}

/**
 * A replica that drives the learner's functions as the instructions say, and notes the clock of
 * each of its events. `changed` is noted when a function changed a clock that it was only lent.
 *
 * Nothing in it is behind a private name, so that exhaustive search can copy it.
 */
export class Replica implements Node {
  readonly context: Context;
  readonly program: Program;
  clock: Data;
  events = 0;
  /** The last message received, for passing on. */
  last: Letter | undefined;

  constructor(context: Context, exports: Exports) {
    this.context = context;
    this.program = exports as unknown as Program;
    this.clock = this.program.create();
  }

  onCommand(command: Command): void {
    const order = command.body as Order;
    const what = order.op === "forward" ? `forward of ${this.last?.what ?? "nothing"}` : order.op;
    this.clock = increment(this, this.clock);
    const event = note(this, what);
    for (const peer of order.to) {
      this.context.send(peer, { what, event, clock: this.clock } satisfies Letter);
    }
  }

  onMessage(_from: NodeId, message: never): void {
    const letter = message as Letter;
    this.last = letter;
    const merged = lend(
      this,
      "merge",
      [this.clock, letter.clock],
      (mine, theirs) => this.program.merge(mine, theirs),
    );
    this.clock = increment(this, merged);
    note(this, `receipt of ${letter.what}`, letter.event);
  }
}

function increment(replica: Replica, clock: Data): Data {
  const { program, context } = replica;
  return lend(replica, "increment", [clock], (lent) => program.increment(lent, context.id));
}

function note(replica: Replica, what: string, received?: string): string {
  const { context, clock } = replica;
  const event = `${context.id}.${++replica.events}`;
  const noted: Noted = { event, what, clock };
  context.note("event", received === undefined ? noted : { ...noted, received });
  return event;
}

/** Calls a function with clocks that it must leave as they are. */
function lend(
  { context }: Replica,
  name: string,
  clocks: Data[],
  call: (...clocks: Data[]) => Data,
): Data {
  const before = clocks.map(print);
  const result = call(...clocks);
  clocks.forEach((clock, index) => {
    const after = print(clock);
    if (after !== before[index]) {
      context.note("changed", { function: name, before: before[index], after });
    }
  });
  return result;
}

/** A clock as text, to see whether it changed. */
export function print(clock: Data): string {
  return encode(copyData(clock));
}
