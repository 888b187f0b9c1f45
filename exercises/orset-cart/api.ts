/** The name of a replica: `n1`, `n2`, ... Any number of them may exist; new ones may appear. */
export type NodeId = string;

/** The name of an article, any text or whole number: 1 and "1" are two different articles. */
export type Sku = string | number;

/**
 * One replica of a shopping cart. `State` is whatever data you like:
 * numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these.
 * It is copied whenever it travels or is saved: of a class instance only its fields arrive, and
 * functions, symbols, errors and typed arrays are refused.
 */
export interface ShoppingCart<State> {
  /**
   * Puts `quantity` more of an article into the cart.
   *
   * @throws RangeError, and changes nothing, when `quantity` is not a safe whole number from 1.
   */
  add(sku: Sku, quantity: number): void;
  /** Takes away all adds of the article that this replica knows of, and no others. */
  remove(sku: Sku): void;
  /** How much of each article is in the cart. What is not in the cart is not in the Map. */
  contents(): Map<Sku, number>;
  /** All that this replica knows: what it sends to others, and saves. */
  state(): State;
  /** Learns all that a state knows. Leaves the state that it is given as it is. */
  merge(state: State): void;
}

/**
 * What your file exports: a class named `Cart`. Each replica is made with its own name. Who wants
 * random tags finds numbers from 0 up to 1 in `random()`; Math.random is not at hand.
 */
export interface CartProgram<State> {
  readonly Cart: new (id: NodeId, random: () => number) => ShoppingCart<State>;
}
