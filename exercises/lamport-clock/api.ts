/** The name of a node: `n1`, `n2`, ... Any number of them may exist. */
export type NodeId = string;

/**
 * What your class offers. A stamp is whatever data you like: numbers, strings, booleans, bigint,
 * null, undefined, and arrays, objects, Maps and Sets of these. It is copied whenever it travels
 * between nodes: of a class instance only its fields arrive, and functions, symbols, errors and
 * typed arrays are refused.
 */
export interface Clock<Stamp> {
  /** Something happens at this node. Returns the event's stamp. */
  tick(): Stamp;
  /** A message leaves this node. Returns the event's stamp, which goes with the message. */
  send(): Stamp;
  /** A message comes in, with the stamp of its sending. Returns the stamp of its receipt. */
  receive(stamp: Stamp): Stamp;
}

/** What your file exports. */
export interface LamportClockProgram<Stamp> {
  /** The clock of a node at which nothing has happened yet. */
  LamportClock: new (node: NodeId) => Clock<Stamp>;
  /** Negative where the first stamp comes first, positive where the other does, else 0. */
  compare(one: Stamp, other: Stamp): number;
}
