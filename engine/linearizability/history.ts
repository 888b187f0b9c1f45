import { canonicalText } from "../monitors/canonical_text.ts";
import { ConfigurationSet } from "./configuration_set.ts";
import type { Model, Operation } from "./model.ts";

/** Steps that are left, shared by several checks. */
export interface Budget {
  steps: number;
}

/**
 * One history under search. Its events stand in a doubly linked list in order of time, place 0
 * being the head; an operation that was put into the order is lifted out with both its events, and
 * put back when the search gives up on it (Lowe, section 3).
 *
 * Operations without a response stand apart and are tried after the others: most took no effect
 * that anybody saw, and tried first they would lead the search astray at every level.
 */
export class History<State, Input, Output> {
  readonly #model: Model<State, Input, Output>;
  readonly #completed: readonly Operation<Input, Output>[];
  readonly #pending: readonly Operation<Input, Output>[];
  /** Overwrites that may happen at any time and any number of times. */
  readonly #repeated: readonly Input[];
  /** By operation: see `#overwritesBefore`. */
  readonly #variants: (readonly State[] | undefined)[] = [];
  /** By place: the operation; its invocation has an even number, its response the next odd one. */
  readonly #events: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  /** By operation: the place of its response. */
  readonly #returns: Int32Array;
  readonly #tried: ConfigurationSet;
  /** By pending operation: the one before it that asks for the same, -1 where there is none. */
  readonly #twins: Int32Array;

  constructor(
    model: Model<State, Input, Output>,
    operations: readonly Operation<Input, Output>[],
    repeated: readonly Input[] = [],
  ) {
    this.#model = model;
    this.#repeated = repeated;
    this.#completed = operations.filter((operation) => operation.returnedAt !== Infinity)
      .sort((one, other) => one.calledAt - other.calledAt);
    this.#pending = operations.filter((operation) =>
      operation.returnedAt === Infinity && !model.isRead(operation.input) &&
      model.matters(operation.input, operations.filter((other) => other !== operation))
    ).sort((one, other) => one.calledAt - other.calledAt);
    const count = this.#completed.length;
    const numbers = Array.from({ length: 2 * count }, (_, number) => number)
      .sort((one, other) => this.#timeOf(one) - this.#timeOf(other));
    this.#events = Int32Array.of(-1, ...numbers);
    this.#next = Int32Array.from(this.#events, (_, place) => place === 2 * count ? -1 : place + 1);
    this.#previous = Int32Array.from(this.#events, (_, place) => place - 1);
    this.#returns = new Int32Array(count);
    numbers.forEach((number, index) => {
      if (number & 1) this.#returns[number >> 1] = index + 1;
    });
    this.#tried = new ConfigurationSet(count, this.#pending.length);
    this.#twins = twinsOf(this.#pending);
  }

  /** Looks for an order that explains all responses. */
  check(budget: Budget): "ok" | "illegal" | "unknown" {
    const count = this.#completed.length;
    const stack: { place: number; variant: number; state: State }[] = [];
    let state = this.#model.initial;
    let left = count;
    let place = this.#next[0];
    let variant = -1;
    while (left > 0) {
      if (budget.steps-- <= 0) return "unknown";
      const operation = this.#operationAt(place);
      if (operation >= 0) {
        const found = this.#try(operation, state, variant);
        if (found !== undefined) {
          stack.push({ place, variant: found.variant, state });
          state = found.state;
          if (operation < count) left--;
          if (operation < count) this.#lift(place, operation);
          place = this.#next[0];
        } else place = this.#candidateAfter(place);
        variant = -1;
        continue;
      }
      // Every candidate was tried: the last one in the order is taken out again.
      const last = stack.pop();
      if (last === undefined) return "illegal";
      const undone = this.#operationAt(last.place);
      if (undone < count) left++;
      if (undone < count) this.#unlift(last.place, undone);
      this.#tried.toggle(undone);
      ({ place, state } = last);
      variant = last.variant + 1;
    }
    return "ok";
  }

  #timeOf(number: number): number {
    const operation = this.#completed[number >> 1];
    return number & 1 ? operation.returnedAt : operation.calledAt;
  }

  /** The candidate at a place, -1 where there is none. Places past the events: pending ones. */
  #operationAt(place: number): number {
    if (place < 0) return -1;
    if (place >= this.#events.length) return this.#completed.length + place - this.#events.length;
    return this.#events[place] & 1 ? -1 : this.#events[place] >> 1;
  }

  /** The place of the next candidate: invocations before the first response, then pending ones. */
  #candidateAfter(place: number): number {
    const firstPending = this.#events.length;
    if (place < firstPending) {
      const next = this.#next[place];
      if (next >= 0 && (this.#events[next] & 1) === 0) return next;
    }
    const deadline = this.#firstReturnTime();
    const start = place < firstPending ? 0 : place - firstPending + 1;
    for (let index = start; index < this.#pending.length; index++) {
      if (this.#pending[index].calledAt > deadline) break;
      const twin = this.#twins[index];
      if (twin >= 0 && !this.#tried.has(this.#completed.length + twin)) continue;
      if (!this.#tried.has(this.#completed.length + index)) return firstPending + index;
    }
    return -1;
  }

  #firstReturnTime(): number {
    let place = this.#next[0];
    while ((this.#events[place] & 1) === 0) place = this.#next[place];
    return this.#timeOf(this.#events[place]);
  }

  /**
   * Puts an operation next in the order, if its answer fits and this was not tried before: as it
   * is (variant -1), or right after a repeated overwrite (variants from 0).
   */
  #try(
    operation: number,
    state: State,
    firstVariant: number,
  ): { state: State; variant: number } | undefined {
    const model = this.#model;
    const { input, output, returnedAt } = this.#operation(operation);
    const isPending = returnedAt === Infinity;
    if (firstVariant < 0 && (isPending || model.allows(state, input, output as Output))) {
      const next = model.apply(state, input);
      // A pending operation without an effect needs no place in the order.
      const isIdle = isPending && model.keyOf(next) === model.keyOf(state);
      const after = isIdle ? undefined : this.#enter(operation, next);
      if (after !== undefined) return { state: after.state, variant: -1 };
      // What another overwrite before it leads to is the same.
      if (model.isRead(input) || model.isOverwrite(input)) return;
    }
    const variants = this.#overwritesBefore(operation);
    for (let variant = Math.max(0, firstVariant); variant < variants.length; variant++) {
      const after = this.#enter(operation, model.apply(variants[variant], input));
      if (after !== undefined) return { state: after.state, variant };
    }
  }

  /** The states that a repeated overwrite leaves behind in which the operation's answer fits. */
  #overwritesBefore(operation: number): readonly State[] {
    const model = this.#model;
    const { input, output, returnedAt } = this.#operation(operation);
    return this.#variants[operation] ??= this.#repeated
      .map((overwrite) => model.apply(model.initial, overwrite))
      .filter((state) => returnedAt === Infinity || model.allows(state, input, output as Output));
  }

  #operation(operation: number): Operation<Input, Output> {
    const count = this.#completed.length;
    return operation < count ? this.#completed[operation] : this.#pending[operation - count];
  }

  #enter(operation: number, state: State): { state: State } | undefined {
    this.#tried.toggle(operation);
    if (this.#tried.add(this.#model.keyOf(state))) return { state };
    this.#tried.toggle(operation);
  }

  #lift(place: number, operation: number): void {
    this.#unlink(place);
    this.#unlink(this.#returns[operation]);
  }

  #unlift(place: number, operation: number): void {
    this.#relink(this.#returns[operation]);
    this.#relink(place);
  }

  #unlink(place: number): void {
    const next = this.#next[place];
    const previous = this.#previous[place];
    this.#next[previous] = next;
    if (next >= 0) this.#previous[next] = previous;
  }

  #relink(place: number): void {
    const next = this.#next[place];
    this.#next[this.#previous[place]] = place;
    if (next >= 0) this.#previous[next] = place;
  }
}

/**
 * Pending operations that ask for the same can stand for each other, and the one that was called
 * first can stand wherever another can: trying it first is enough.
 */
function twinsOf(pending: readonly Operation<unknown, unknown>[]): Int32Array {
  const last = new Map<string, number>();
  return Int32Array.from(pending, ({ input }, index) => {
    const text = canonicalText(input);
    const twin = last.get(text) ?? -1;
    last.set(text, index);
    return twin;
  });
}
