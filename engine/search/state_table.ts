/** Bytes that one state takes in the table at the least, at the highest load. */
const LOAD_MAX = 0.6;
const CAPACITY_MIN = 1 << 10;

/**
 * The set of states that a search has seen: 64-bit digests in an open-addressing table, and for
 * each state the one that it was first reached from and by which action, which is enough to tell
 * the whole path. 8 bytes of digest, 8 of path, 4 of index over a load of at most 0.6: under 40
 * bytes a state.
 *
 * Two different states with the same digest would be taken for one. Among a million states the
 * probability of that is below 1 in 30 million.
 */
export class StateTable {
  #capacity = CAPACITY_MIN;
  /** Index of a state plus one; 0 for an empty slot. */
  #slots = new Uint32Array(CAPACITY_MIN);
  #digests = new Uint32Array(2 * CAPACITY_MIN);
  #parents = new Int32Array(CAPACITY_MIN);
  #actions = new Int32Array(CAPACITY_MIN);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Bytes that the table holds now. */
  get bytes(): number {
    return this.#slots.byteLength + this.#digests.byteLength + this.#parents.byteLength +
      this.#actions.byteLength;
  }

  /**
   * Adds a state by its digest.
   *
   * @returns its index, counted from 0; for a state that was there already, minus its index minus 1.
   */
  add(low: number, high: number, parent: number, action: number): number {
    let slot = low & (this.#capacity - 1);
    for (let index = this.#slots[slot]; index !== 0; index = this.#slots[slot]) {
      const place = 2 * (index - 1);
      if (this.#digests[place] === low >>> 0 && this.#digests[place + 1] === high >>> 0) {
        return -index;
      }
      slot = (slot + 1) & (this.#capacity - 1);
    }
    const index = this.#count++;
    if (index === this.#parents.length) this.#growStates();
    this.#slots[slot] = index + 1;
    this.#digests[2 * index] = low;
    this.#digests[2 * index + 1] = high;
    this.#parents[index] = parent;
    this.#actions[index] = action;
    if (this.#count > this.#capacity * LOAD_MAX) this.#growSlots();
    return index;
  }

  /** The actions that led from the first state to this one. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; this.#parents[at] >= 0; at = this.#parents[at]) {
      path.push(this.#actions[at]);
    }
    return path.reverse();
  }

  #growStates(): void {
    const size = Math.ceil(this.#parents.length * 1.5);
    this.#digests = grown(this.#digests, 2 * size);
    this.#parents = grown(this.#parents, size);
    this.#actions = grown(this.#actions, size);
  }

  #growSlots(): void {
    this.#capacity *= 2;
    this.#slots = new Uint32Array(this.#capacity);
    for (let index = 0; index < this.#count; index++) {
      let slot = this.#digests[2 * index] & (this.#capacity - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#capacity - 1);
      this.#slots[slot] = index + 1;
    }
  }
}

function grown<Words extends Uint32Array | Int32Array>(words: Words, length: number): Words {
  const larger = new (words.constructor as new (length: number) => Words)(length);
  larger.set(words);
  return larger;
}
