import { canonicalText } from "../monitors/canonical_text.ts";
import { History } from "./history.ts";
import type { Model, Operation } from "./model.ts";

/** One check among the many of a reduction may take this many steps. */
const STEPS_PER_CHECK_MAX = 60_000;
/** All of them together. */
const STEPS_MAX = 300_000;

/**
 * The smallest reason why a history is illegal. Taking operations out will not do: without its
 * write, any read is illegal. So they are relaxed: a read is forgotten, and any other operation may
 * take effect at any time, or never, and a write also more than once, which is quick to check.
 * What is illegal then is illegal for certain, and no operation that is left can be relaxed too (as
 * far as the bounded work shows).
 *
 * `relaxed` are operations that are known to be needless from the start.
 */
export function relax<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  relaxed: readonly Operation<Input, Output>[] = [],
): { operations: Operation<Input, Output>[]; context: Operation<Input, Output>[] } {
  return new Relaxation(model, operations, relaxed).run();
}

class Relaxation<State, Input, Output> {
  readonly #model: Model<State, Input, Output>;
  /** What is held to its answer and its time, in order of response. */
  #firm: Operation<Input, Output>[];
  /** What may happen at any time. */
  #loose: Operation<Input, Output>[];
  #steps = STEPS_MAX;

  constructor(
    model: Model<State, Input, Output>,
    operations: readonly Operation<Input, Output>[],
    relaxed: readonly Operation<Input, Output>[],
  ) {
    this.#model = model;
    this.#loose = [...relaxed];
    this.#firm = operations.filter((operation) => !relaxed.includes(operation))
      .sort((one, other) =>
        one.returnedAt === other.returnedAt ? 0 : one.returnedAt - other.returnedAt
      );
  }

  run(): { operations: Operation<Input, Output>[]; context: Operation<Input, Output>[] } {
    this.#cutTail();
    this.#cutHead();
    for (let size = this.#firm.length >> 1; size >= 1; size >>= 1) this.#relaxChunks(size);
    // Relaxing one may have freed another: until none can go.
    do while (this.#relaxChunks(1)); while (this.#dropLater());
    const context = this.#loose.filter(({ input }) =>
      !this.#model.isRead(input) && this.#model.matters(input, this.#firm)
    );
    return { operations: this.#firm.sort(byCall), context: context.sort(byCall) };
  }

  /** Finds the first response that no order explains, by halving. */
  #cutTail(): void {
    const ends = this.#firm.map(({ returnedAt }) => returnedAt).filter((end) => end !== Infinity);
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isIllegal(this.#upTo(ends[middle]), this.#looseUpTo(ends[middle]))) high = middle;
      else low = middle + 1;
    }
    const cut = this.#upTo(ends[high]);
    const loose = this.#looseUpTo(ends[high]);
    if (this.#isIllegal(cut, loose)) [this.#firm, this.#loose] = [cut, loose];
  }

  /** The history as it stood at a response's time. */
  #upTo(end: number): Operation<Input, Output>[] {
    return this.#firm.filter(({ calledAt }) => calledAt < end).map((operation) =>
      operation.returnedAt <= end ? operation : { ...operation, returnedAt: Infinity }
    );
  }

  #looseUpTo(end: number): Operation<Input, Output>[] {
    return this.#loose.filter(({ calledAt }) => calledAt < end);
  }

  /** What was called after the last response that matters explains nothing. Says whether any was. */
  #dropLater(): boolean {
    const before = this.#loose.length;
    const ends = this.#firm.map(({ returnedAt }) => returnedAt).filter((end) => end !== Infinity);
    this.#loose = this.#looseUpTo(Math.max(...ends));
    return this.#loose.length < before;
  }

  /** Contradictions are rarely old: looks for one among the last few responses. */
  #cutHead(): void {
    for (let size = 4; size < this.#firm.length; size *= 4) {
      if (this.#relax(0, this.#firm.length - size)) return;
    }
  }

  /** Tries to relax chunk by chunk, from the end. Says whether any could be. */
  #relaxChunks(size: number): boolean {
    let hasChanged = false;
    for (let end = this.#firm.length; end > 0; end -= size) {
      if (this.#relax(Math.max(0, end - size), end)) hasChanged = true;
    }
    return hasChanged;
  }

  /** Relaxes a range of what is firm, if that is still illegal. */
  #relax(start: number, end: number): boolean {
    const firm = this.#firm.toSpliced(start, end - start);
    const loose = [...this.#loose, ...this.#firm.slice(start, end)];
    if (!this.#isIllegal(firm, loose)) return false;
    [this.#firm, this.#loose] = [firm, loose];
    return true;
  }

  #isIllegal(
    firm: readonly Operation<Input, Output>[],
    loose: readonly Operation<Input, Output>[],
  ): boolean {
    if (this.#steps <= 0) return false;
    const model = this.#model;
    const writes = loose.filter(({ input }) => !model.isRead(input));
    const once = writes.filter(({ input }) => !model.isOverwrite(input))
      .map((operation) => ({ ...operation, calledAt: -Infinity, returnedAt: Infinity }));
    const repeated = new Map(
      writes.filter(({ input }) => model.isOverwrite(input))
        .map(({ input }) => [canonicalText(input), input]),
    );
    const budget = { steps: Math.min(this.#steps, STEPS_PER_CHECK_MAX) };
    const before = budget.steps;
    const verdict = new History(model, [...firm, ...once], [...repeated.values()]).check(budget);
    // Building the history is work too.
    this.#steps -= before - Math.max(0, budget.steps) + firm.length + loose.length;
    return verdict === "illegal";
  }
}

function byCall(one: Operation, other: Operation): number {
  return one.calledAt - other.calledAt;
}
