/** The name of a replica: `n1`, `n2`, ... Any number of them may exist; new ones may appear. */
export type NodeId = string;

/**
 * One replica of a register: a single value that anybody may overwrite. `State` is whatever data
 * you like: numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets
 * of these. It is copied whenever it travels or is saved: of a class instance only its fields
 * arrive, and functions, symbols, errors and typed arrays are refused.
 */
export interface Register<State> {
  /**
   * Writes a value. `now` is what this replica's clock shows, in whole milliseconds, above 0: it
   * may differ from other clocks by hours, stand still, and jump back.
   */
  set(value: string, now: number): void;
  /** Writes that there is no value any more. */
  delete(now: number): void;
  /** The value that won among all writes that this replica knows of; undefined for none. */
  get(): string | undefined;
  /** All that this replica knows: what it sends to others, and saves. */
  state(): State;
  /** Learns all that a state knows. Leaves the state that it is given as it is. */
  merge(state: State): void;
}

/** What your file exports: a class named `LWWRegister`. Each replica is made with its own name. */
export interface LWWRegisterProgram<State> {
  readonly LWWRegister: new (id: NodeId) => Register<State>;
}
