import type { Violation } from "@/engine/types.ts";
import type { Space, Successors } from "./space.ts";
import { StateTable } from "./state_table.ts";

export interface SearchLimits {
  /** The search gives up after this many distinct states. */
  readonly statesMax: number;
  /** Paths are followed for this many steps. */
  readonly depthMax?: number;
  /** Breadth first finds shortest paths; iterative deepening needs no room for a frontier. */
  readonly order?: "breadth first" | "iterative deepening";
  /**
   * True: of two steps of different nodes that lead to the same in either order, one order is tried
   * (see `Space.expandAwake`). The same states are seen, as early, in fewer steps. Unless told, it is
   * on where no monitor watches: there it searches an election of three Rafts in two thirds of the
   * steps and no more time, and seven nodes that act by themselves in a sixth of the steps and half
   * of the time. Monitors can tell most orders apart, and asking them takes two to four times as
   * long as it saves. Only breadth first, and not with "sorted" symmetry.
   */
  readonly sleepSets?: boolean;
}

export interface SearchResult {
  /** Steps tried, to new and to known states. */
  readonly states: number;
  readonly distinct: number;
  /** Steps on the longest path that was followed. */
  readonly depth: number;
  /** True when nothing within the bounds is left unseen. */
  readonly isFinished: boolean;
  /** For each monitor the shortest path to a violation, as actions of the space. */
  readonly found: readonly (Path | undefined)[];
  readonly exception: Path | undefined;
  /** Bytes of the table and the longest frontier, over distinct states. */
  readonly bytesPerState: number;
}

export interface Path {
  readonly actions: readonly number[];
  readonly violation?: Violation;
}

/** Visits every state that can be reached from `start`, each once, within the limits. */
export function search(
  space: Space,
  start: Int32Array,
  options: SearchLimits & { readonly monitors: number },
): SearchResult {
  if (options.order === "iterative deepening") {
    return new DeepeningSearch(space, options).run(start);
  }
  return new BreadthFirstSearch(space, options).run(start);
}

type Options = SearchLimits & { readonly monitors: number };

/** What both orders share: the table of known states, and what was found. */
class Visitor {
  table = new StateTable();
  states = 0;
  depth = 0;
  isCutShort = false;
  exception: Path | undefined;
  readonly found: (Path | undefined)[];

  constructor(readonly space: Space, readonly options: Options) {
    this.found = Array.from({ length: options.monitors }, () => undefined);
  }

  /** True when nothing that is looked for is left to find, or no more may be looked at. */
  get isDone(): boolean {
    if (this.exception !== undefined) return true;
    if (this.table.size >= this.options.statesMax) this.isCutShort = true;
    const { length } = this.found;
    return this.isCutShort || (length > 0 && !this.found.includes(undefined));
  }

  /** Adds a state: see `StateTable.add`. */
  add(words: Int32Array, length: number, parent: number, action: number): number {
    const canonical = this.space.canonical(words, length);
    const { low, high } = digestOf(canonical);
    return this.table.add(low, high, parent, action);
  }

  reportViolation(parent: number, action: number, monitor: number, violation: Violation): void {
    const actions = [...this.table.pathTo(parent), action];
    const known = this.found[monitor];
    if (known !== undefined && known.actions.length <= actions.length) return;
    this.found[monitor] = { actions, violation };
  }

  reportException(parent: number, action: number): void {
    this.exception ??= { actions: [...this.table.pathTo(parent), action] };
  }

  result(frontierBytes: number): SearchResult {
    const distinct = this.table.size;
    return {
      states: this.states,
      distinct,
      depth: this.depth,
      isFinished: !this.isCutShort && !this.isDone,
      found: this.found,
      exception: this.exception,
      bytesPerState: Math.ceil((this.table.bytes + frontierBytes) / distinct),
    };
  }
}

/**
 * With sleep sets, state matching would in general have to wake nodes again in a state that is met
 * a second time with fewer of them asleep (Godefroid, section 5.3). Breadth first it need not. Of
 * the shortest paths to a state take the first, comparing steps by the order in which they are
 * tried; each beginning of it is the first to where it leads, so by induction the search meets every
 * state in the order of these paths, and by them. Were the last step of one asleep, it could come
 * earlier in the path, which would then not have been the first. So every state is seen, as early
 * as without, and what sleeps there is what slept when it was met first.
 */
class BreadthFirstSearch implements Successors {
  readonly #visitor: Visitor;
  readonly #frontier = new RowQueue();
  readonly #hasSleep: boolean;
  #parent = 0;

  constructor(space: Space, options: Options) {
    this.#visitor = new Visitor(space, options);
    const { sleepSets = options.monitors === 0 } = options;
    this.#hasSleep = sleepSets && !space.isSorted;
  }

  run(start: Int32Array): SearchResult {
    const visitor = this.#visitor;
    const { depthMax = Infinity } = visitor.options;
    this.#enqueue(start, start.length, { parent: -1, action: 0, asleep: 0 });
    while (this.#frontier.size > 0 && !visitor.isDone) {
      if (visitor.depth >= depthMax) {
        visitor.isCutShort = true;
        break;
      }
      for (let left = this.#frontier.size; left > 0 && !visitor.isDone; left--) {
        const { index, row, asleep } = this.#frontier.pop();
        this.#parent = index;
        if (this.#hasSleep) visitor.space.expandAwake(row, asleep, this);
        else visitor.space.expand(row, this);
      }
      if (this.#frontier.size > 0) visitor.depth++;
    }
    return visitor.result(this.#frontier.bytes);
  }

  state(action: number, words: Int32Array, length: number, asleep: number): void {
    this.#visitor.states++;
    this.#enqueue(words, length, { parent: this.#parent, action, asleep });
  }

  violation(action: number, monitor: number, violation: Violation): void {
    this.#visitor.reportViolation(this.#parent, action, monitor, violation);
  }

  exception(action: number): void {
    this.#visitor.reportException(this.#parent, action);
  }

  #enqueue(
    words: Int32Array,
    length: number,
    { parent, action, asleep }: { parent: number; action: number; asleep: number },
  ): void {
    const index = this.#visitor.add(words, length, parent, action);
    if (index >= 0) this.#frontier.push({ index, asleep }, words, length);
  }
}

/**
 * Depth first to depth 1, 2, 4, ...: no frontier, only the path. A state that is met again on a
 * shorter path is followed again, since more of what lies behind it is now within the depth.
 */
class DeepeningSearch implements Successors {
  readonly #visitor: Visitor;
  #shallowest: number[] = [];
  #successors: { action: number; row: Int32Array }[] = [];
  #parent = 0;

  constructor(space: Space, options: Options) {
    this.#visitor = new Visitor(space, options);
  }

  run(start: Int32Array): SearchResult {
    const visitor = this.#visitor;
    const depthMax = visitor.options.depthMax ?? Infinity;
    let isComplete = false;
    for (let limit = 1; !isComplete && !visitor.isDone; limit = Math.min(2 * limit, depthMax)) {
      visitor.table = new StateTable();
      this.#shallowest = [];
      isComplete = this.#descend(start, limit);
      if (limit >= depthMax) break;
    }
    visitor.isCutShort ||= !isComplete;
    return visitor.result(0);
  }

  state(action: number, words: Int32Array, length: number): void {
    this.#successors.push({ action, row: words.slice(0, length) });
  }

  violation(action: number, monitor: number, violation: Violation): void {
    this.#visitor.reportViolation(this.#parent, action, monitor, violation);
  }

  exception(action: number): void {
    this.#visitor.reportException(this.#parent, action);
  }

  /** Says whether no path was cut off by the limit. */
  #descend(start: Int32Array, limit: number): boolean {
    const visitor = this.#visitor;
    let isComplete = true;
    const stack = [{ row: start, parent: -1, action: 0, depth: 0 }];
    for (let top = stack.pop(); top !== undefined && !visitor.isDone; top = stack.pop()) {
      const added = visitor.add(top.row, top.row.length, top.parent, top.action);
      const index = added >= 0 ? added : -added - 1;
      if (added < 0 && this.#shallowest[index] <= top.depth) continue;
      this.#shallowest[index] = top.depth;
      visitor.depth = Math.max(visitor.depth, top.depth);
      this.#parent = index;
      this.#successors = [];
      visitor.space.expand(top.row, this);
      visitor.states += this.#successors.length;
      if (top.depth === limit) isComplete &&= this.#successors.length === 0;
      else {
        const depth = top.depth + 1;
        for (const { action, row } of this.#successors) {
          stack.push({ row, parent: index, action, depth });
        }
      }
    }
    return isComplete;
  }
}

/** Rows of numbers in the order in which they came, in one array: objects would cost more. */
class RowQueue {
  #words = new Int32Array(1 << 12);
  #head = 0;
  #tail = 0;
  #bytesMax = 0;
  size = 0;

  /** The most bytes that were ever held. */
  get bytes(): number {
    return this.#bytesMax;
  }

  push(
    { index, asleep }: { index: number; asleep: number },
    words: Int32Array,
    length: number,
  ): void {
    if (this.#tail + length + 3 > this.#words.length) this.#makeRoom(length + 3);
    this.#words[this.#tail] = length;
    this.#words[this.#tail + 1] = index;
    this.#words[this.#tail + 2] = asleep;
    this.#words.set(words.subarray(0, length), this.#tail + 3);
    this.#tail += length + 3;
    this.size++;
  }

  /** The oldest row. It is copied, since the queue may move while it is used. */
  pop(): { index: number; row: Int32Array; asleep: number } {
    const start = this.#head + 3;
    const length = this.#words[this.#head];
    const index = this.#words[this.#head + 1];
    const asleep = this.#words[this.#head + 2];
    this.#head = start + length;
    this.size--;
    return { index, row: this.#words.slice(start, start + length), asleep };
  }

  #makeRoom(length: number): void {
    const held = this.#words.subarray(this.#head, this.#tail);
    const needed = held.length + length;
    const isHalfEmpty = needed * 2 <= this.#words.length;
    const words = isHalfEmpty ? this.#words : new Int32Array(Math.ceil(needed * 1.5) + 1024);
    if (isHalfEmpty) words.copyWithin(0, this.#head, this.#tail);
    else words.set(held);
    this.#words = words;
    this.#tail = held.length;
    this.#head = 0;
    this.#bytesMax = Math.max(this.#bytesMax, words.byteLength);
  }
}

/** Two 32-bit lanes of multiply-and-rotate over the words, with the finaliser of MurmurHash3. */
function digestOf(words: Int32Array): { low: number; high: number } {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b ^ words.length;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    low = Math.imul(low ^ word, 0xcc9e2d51);
    low = (low << 15) | (low >>> 17);
    high = Math.imul(high ^ word, 0x1b873593) + low | 0;
    high = (high << 13) | (high >>> 19);
  }
  return { low: finalise(low) | 0, high: finalise(high ^ low) | 0 };
}

function finalise(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
