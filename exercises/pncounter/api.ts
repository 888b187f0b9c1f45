/** The name of a replica: `n1`, `n2`, ... Any number of them may exist; new ones may appear. */
export type NodeId = string;

/**
 * One replica of a counter that goes both ways. `State` is whatever data you like:
 * numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these.
 * It is copied whenever it travels or is saved: of a class instance only its fields arrive, and
 * functions, symbols, errors and typed arrays are refused.
 */
export interface TwoWayCounter<State> {
  /**
   * Counts `amount` up, at this replica.
   *
   * @throws RangeError, and changes nothing, when `amount` is not a safe whole number from 0:
   * negative, fractional, NaN, Infinity, or above Number.MAX_SAFE_INTEGER.
   */
  increment(amount: number): void;
  /** Counts `amount` down, at this replica, below zero too. Refuses amounts as `increment` does. */
  decrement(amount: number): void;
  /** All increments that this replica knows of, less all decrements. */
  value(): number;
  /** All that this replica knows: what it sends to others, and saves. */
  state(): State;
  /** Learns all that a state knows. Leaves the state that it is given as it is. */
  merge(state: State): void;
}

/** What your file exports: a class named `PNCounter`. Each replica is made with its own name. */
export interface PNCounterProgram<State> {
  readonly PNCounter: new (id: NodeId) => TwoWayCounter<State>;
}
