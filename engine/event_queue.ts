/** What waits in the queue: `atMs` is when it is due, `order` breaks ties by age. */
export interface Due {
  atMs: number;
  order: number;
}

/** A binary heap, earliest first and oldest first among equals: the order is total, so it is the
 * same in every home. */
export class EventQueue<Item extends Due> {
  readonly #heap: Item[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** All that waits, in no particular order. */
  get items(): readonly Item[] {
    return this.#heap;
  }

  peek(): Item | undefined {
    return this.#heap[0];
  }

  push(item: Item): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(item, heap[parent])) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = item;
  }

  pop(): Item | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  /** Changes items in place, then puts them in order again. */
  rebuild(change: (item: Item) => void): void {
    for (const item of this.#heap.splice(0)) {
      change(item);
      this.push(item);
    }
  }

  /** Takes one item out, wherever it stands. Linear: for replays, not for the hot path. */
  remove(item: Item): boolean {
    const index = this.#heap.indexOf(item);
    if (index < 0) return false;
    const rest = this.#heap.splice(0).filter((other) => other !== item);
    for (const other of rest) this.push(other);
    return true;
  }

  #sink(item: Item): void {
    const heap = this.#heap;
    const size = heap.length;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], item)) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = item;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
