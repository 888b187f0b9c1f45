/** The name of a replica: `n1`, `n2`, ... Any number of them may exist; new ones may appear. */
export type NodeId = string;

/**
 * How two events stand to each other. `before` means that the first happened before the second:
 * the second could know of it.
 */
export type Order = "before" | "after" | "equal" | "concurrent";

/**
 * What your file exports. A clock is whatever data you like, frozen or not: numbers, strings,
 * booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these. It is copied
 * whenever it travels between replicas: of a class instance only its fields arrive, and functions,
 * symbols, errors and typed arrays are refused.
 */
export interface VectorClockProgram<Clock> {
  /** The clock of a replica that has seen nothing. */
  create(): Clock;
  /** The clock after one more event at `node`. Leaves its argument as it was. */
  increment(clock: Clock, node: NodeId): Clock;
  /** A clock that knows all that either of the two knows, and no more. */
  merge(one: Clock, other: Clock): Clock;
  /** How the event with the first clock stands to the event with the second. */
  compare(one: Clock, other: Clock): Order;
}
