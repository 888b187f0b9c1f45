const CAPACITY_MIN = 1 << 8;
const ALL = 0xffff_ffff;

/**
 * The configurations that a search has tried: which operations are in the order so far, and the
 * state that they led to. Lowe's memoisation: two orders of the same operations with the same state
 * have the same future.
 *
 * The operations are numbered by invocation, so those in the order are nearly all of the first
 * ones: only the words of the bit set between "all" and "none" are kept. Exact: no digest decides.
 */
export class ConfigurationSet {
  readonly #completed: Uint32Array;
  readonly #pending: Uint32Array;
  readonly #completedCount: number;
  readonly #states = new Map<string, number>();
  #hash = 0;
  /** Open addressing: where a configuration begins in the arena, plus one; 0 for an empty slot. */
  #slots = new Uint32Array(CAPACITY_MIN);
  #hashes = new Int32Array(CAPACITY_MIN);
  #count = 0;
  #arena = new Uint32Array(CAPACITY_MIN * 8);
  #end = 0;

  constructor(completedCount: number, pendingCount: number) {
    this.#completedCount = completedCount;
    this.#completed = new Uint32Array((completedCount + 31) >> 5);
    this.#pending = new Uint32Array((pendingCount + 31) >> 5);
  }

  /** True when the operation is in the order. Pending ones have the numbers after the others. */
  has(operation: number): boolean {
    const isPending = operation >= this.#completedCount;
    const words = isPending ? this.#pending : this.#completed;
    const bit = isPending ? operation - this.#completedCount : operation;
    return (words[bit >> 5] >>> (bit & 31) & 1) === 1;
  }

  /** Puts an operation into the order, or takes it out. */
  toggle(operation: number): void {
    const isPending = operation >= this.#completedCount;
    const words = isPending ? this.#pending : this.#completed;
    const bit = isPending ? operation - this.#completedCount : operation;
    words[bit >> 5] ^= 1 << (bit & 31);
    this.#hash ^= mix(operation + 1);
  }

  /** Adds the order so far with its state. False when it was there already. */
  add(stateKey: string): boolean {
    let state = this.#states.get(stateKey);
    if (state === undefined) this.#states.set(stateKey, state = this.#states.size);
    const hash = this.#hash ^ mix(~state);
    const start = this.#end;
    this.#write(state);
    let slot = hash & (this.#slots.length - 1);
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & (this.#slots.length - 1)) {
      if (this.#hashes[slot] === hash && this.#isEqual(this.#slots[slot] - 1, start)) {
        this.#end = start;
        return false;
      }
    }
    this.#slots[slot] = start + 1;
    this.#hashes[slot] = hash;
    if (++this.#count * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** Writes a configuration at the arena's end: its length, state, pending bits, first word, words. */
  #write(state: number): void {
    const words = this.#completed;
    let first = 0;
    while (first < words.length && words[first] === ALL) first++;
    let last = words.length - 1;
    while (last >= first && words[last] === 0) last--;
    const length = 3 + this.#pending.length + last - first + 1;
    if (this.#end + length > this.#arena.length) {
      const larger = new Uint32Array(2 * (this.#arena.length + length));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    const arena = this.#arena;
    let at = this.#end;
    arena[at++] = length;
    arena[at++] = state;
    arena[at++] = first;
    for (let index = 0; index < this.#pending.length; index++) arena[at++] = this.#pending[index];
    for (let index = first; index <= last; index++) arena[at++] = words[index];
    this.#end = at;
  }

  #isEqual(one: number, other: number): boolean {
    const arena = this.#arena;
    const length = arena[one];
    for (let index = 0; index < length; index++) {
      if (arena[one + index] !== arena[other + index]) return false;
    }
    return true;
  }

  #grow(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const hashes = new Int32Array(slots.length);
    for (let old = 0; old < this.#slots.length; old++) {
      if (this.#slots[old] === 0) continue;
      let slot = this.#hashes[old] & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = this.#slots[old];
      hashes[slot] = this.#hashes[old];
    }
    this.#slots = slots;
    this.#hashes = hashes;
  }
}

function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x21f0_aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
  return mixed ^ (mixed >>> 15);
}
