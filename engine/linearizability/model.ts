import type { Data } from "../types.ts";
import { canonicalText } from "../monitors/canonical_text.ts";

/** One operation of a client, as the client saw it. */
export interface Operation<Input = Data, Output = Data> {
  readonly id: string;
  readonly client: string;
  readonly input: Input;
  /** Undefined as long as no response has come. */
  readonly output?: Output;
  /** When it was invoked. Times only matter by their order; no two events share one. */
  readonly calledAt: number;
  /** When its response came, Infinity if it never did. */
  readonly returnedAt: number;
}

/** What the operations mean when they happen one after another. Pure. */
export interface Model<State, Input, Output> {
  readonly initial: State;
  /** The state that the operation leaves behind. */
  apply(state: State, input: Input): State;
  /** True when the operation, met with this state, may give this answer. */
  allows(state: State, input: Input, output: Output): boolean;
  /** A text that two states share exactly when they are equal. */
  keyOf(state: State): string;
  /** Operations with different names never touch the same part of the state. */
  partOf?(input: Input): string;
  /** True for an operation that leaves the state as it is. */
  isRead(input: Input): boolean;
  /** True where it leaves the same state behind whatever it found, as a write does. */
  isOverwrite(input: Input): boolean;
  /**
   * False only where an operation without a response cannot matter to the others: if the history
   * is linearizable with it, it is so without it.
   */
  matters(input: Input, others: readonly Operation<Input, Output>[]): boolean;
}

/** What a client asks of one cell: a register, or one key of a store. Values are plain data. */
export type CellInput =
  | { readonly kind: "read"; readonly key?: string }
  | { readonly kind: "write"; readonly key?: string; readonly value: Data }
  | { readonly kind: "append"; readonly key?: string; readonly value: string }
  | { readonly kind: "cas"; readonly key?: string; readonly from: Data; readonly to: Data };

/** A read's value, or whether a compare-and-set found what it expected. */
export type CellOutput = Data;

/** A register: read, write, append to a text, compare and set. Its first value is `initial`. */
export function registerModel(initial: Data = null): Model<Data, CellInput, CellOutput> {
  return {
    initial,
    apply: applyToCell,
    allows(state, input, output) {
      if (input.kind === "read") return isSame(state, output);
      return input.kind !== "cas" || isSame(state, input.from) === (output === true);
    },
    keyOf: canonicalText,
    isRead: (input) => input.kind === "read",
    isOverwrite: (input) => input.kind === "write",
    matters: cellMatters,
  };
}

/** A key-value store, which is one register a key. A key without a value reads as `absent`. */
export function keyValueModel(absent: Data = null): Model<Data, CellInput, CellOutput> {
  return { ...registerModel(absent), partOf: (input) => input.key ?? "" };
}

export type CounterInput = { readonly kind: "read" } | {
  readonly kind: "add";
  readonly by: number;
};

/** A counter that starts at 0. */
export function counterModel(): Model<number, CounterInput, Data> {
  return {
    initial: 0,
    apply: (state, input) => input.kind === "add" ? state + input.by : state,
    allows: (state, input, output) => input.kind !== "read" || state === output,
    keyOf: String,
    isRead: (input) => input.kind === "read",
    isOverwrite: () => false,
    matters: (_input, others) => others.some((other) => other.input.kind === "read"),
  };
}

function applyToCell(state: Data, input: CellInput): Data {
  switch (input.kind) {
    case "read":
      return state;
    case "write":
      return input.value;
    case "append":
      return typeof state === "string" ? state + input.value : input.value;
    case "cas":
      return isSame(state, input.from) ? input.to : state;
  }
}

/** A write whose value nobody has read, nor compared with, changes nobody's answer. */
function cellMatters(
  input: CellInput,
  others: readonly Operation<CellInput, CellOutput>[],
): boolean {
  if (input.kind === "read") return false;
  if (input.kind !== "write") return true;
  return others.some(({ input: other, output }) =>
    other.kind === "read"
      ? isSame(output, input.value)
      : other.kind === "cas" || other.kind === "append"
  );
}

function isSame(one: Data, other: Data): boolean {
  return one === other ||
    (typeof one === "object" && typeof other === "object" && one !== null && other !== null &&
      canonicalText(one) === canonicalText(other));
}
