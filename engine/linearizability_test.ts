import assert from "node:assert/strict";
import fc from "fast-check";
import { checkLinearizability, type Operation } from "./linearizability.ts";
import {
  type CellInput,
  type CounterInput,
  counterModel,
  keyValueModel,
  type Model,
  registerModel,
} from "./linearizability/model.ts";
import { Random } from "./random.ts";
import type { Data } from "./types.ts";

type CellOperation = Operation<CellInput, Data>;

/** `read 1 2-5`: a read that answers 1, from time 2 to 5; without an end it is pending. */
function op(id: string, input: CellInput, times: [number, number?], output?: Data): CellOperation {
  return { id, client: id, input, output, calledAt: times[0], returnedAt: times[1] ?? Infinity };
}

const read: CellInput = { kind: "read" };
const write = (value: Data): CellInput => ({ kind: "write", value });

Deno.test("checkLinearizability() accepts overlapping operations in either order", () => {
  const history = [
    op("a", write(1), [1, 4]),
    op("b", read, [2, 3], null),
    op("c", read, [5, 6], 1),
  ];

  assert.deepEqual(checkLinearizability(registerModel(), history), { verdict: "ok" });
});

Deno.test("checkLinearizability() refuses a stale read and says which operations clash", () => {
  const history = [
    op("w0", write(0), [1, 2]),
    op("w1", write(1), [3, 4]),
    op("w2", write(2), [5, 6]),
    op("r1", read, [7, 8], 1),
    op("r2", read, [9, 10], 2),
  ];

  const result = checkLinearizability(registerModel(), history);

  assert.equal(result.verdict, "illegal");
  assert.deepEqual(result.operations.map(({ id }) => id), ["w1", "w2", "r1"]);
});

Deno.test("checkLinearizability() refuses a new value followed by the old one", () => {
  const history = [
    op("w", write(1), [1, 10]),
    op("r1", read, [2, 3], 1),
    op("r2", read, [4, 5], null),
  ];

  const result = checkLinearizability(registerModel(), history);

  assert.equal(result.verdict, "illegal");
  assert.deepEqual(result.operations.map(({ id }) => id), ["r1", "r2"]);
  assert.deepEqual(result.context.map(({ id }) => id), ["w"]);
});

Deno.test("checkLinearizability() lets a pending write take effect late, or never", () => {
  const pending = op("w", write(1), [1]);

  const late = [pending, op("r1", read, [2, 3], null), op("r2", read, [4, 5], 1)];
  const never = [pending, op("r1", read, [2, 3], null), op("r2", read, [4, 5], null)];
  const undone = [pending, op("r1", read, [2, 3], 1), op("r2", read, [4, 5], null)];

  assert.equal(checkLinearizability(registerModel(), late).verdict, "ok");
  assert.equal(checkLinearizability(registerModel(), never).verdict, "ok");
  assert.equal(checkLinearizability(registerModel(), undone).verdict, "illegal");
});

Deno.test("checkLinearizability() says unknown when the steps run out", () => {
  const history = Array.from(
    { length: 12 },
    (_, index) => op(`w${index}`, write(index), [index, 99 + index]),
  );
  history.push(op("r", read, [200, 201], "none"));

  assert.equal(checkLinearizability(registerModel(), history, 500).verdict, "unknown");
});

Deno.test("checkLinearizability() judges each key of a store by itself", () => {
  const key = (name: string, input: CellInput): CellInput => ({ ...input, key: name });
  const history = [
    op("a", key("x", write(1)), [1, 2]),
    op("b", key("y", write(2)), [3, 4]),
    op("c", key("x", read), [5, 6], 1),
    op("d", key("y", read), [7, 8], null),
  ];

  const result = checkLinearizability(keyValueModel(), history);

  assert.equal(result.verdict, "illegal");
  assert.deepEqual(result.operations.map(({ id }) => id), ["b", "d"]);
});

// ---- Against brute force ----------------------------------------------------------------------

/**
 * Tries every order of every choice of pending operations, with `repeated` happening any number of
 * times in between.
 */
function isLinearizable<State, Input>(
  model: Model<State, Input, Data>,
  operations: readonly Operation<Input, Data>[],
  repeated: readonly Input[] = [],
): boolean {
  const reachable = (start: State): State[] => {
    const states = new Map([[model.keyOf(start), start]]);
    for (const state of states.values()) {
      for (const input of repeated) {
        const after = model.apply(state, input);
        states.set(model.keyOf(after), states.get(model.keyOf(after)) ?? after);
      }
    }
    return [...states.values()];
  };
  const extend = (state: State, rest: readonly Operation<Input, Data>[]): boolean => {
    if (rest.every(({ returnedAt }) => returnedAt === Infinity)) return true;
    const deadline = Math.min(...rest.map(({ returnedAt }) => returnedAt));
    return reachable(state).some((now) =>
      rest.some((next) =>
        next.calledAt < deadline &&
        (next.returnedAt === Infinity || model.allows(now, next.input, next.output)) &&
        extend(model.apply(now, next.input), rest.filter((other) => other !== next))
      )
    );
  };
  return extend(model.initial, operations);
}

const value = fc.integer({ min: 0, max: 2 });
const cellInput: fc.Arbitrary<CellInput> = fc.oneof(
  fc.constant(read),
  fc.record({ kind: fc.constant("write" as const), value }),
  fc.record({ kind: fc.constant("append" as const), value: fc.constantFrom("a", "b") }),
  fc.record({ kind: fc.constant("cas" as const), from: value, to: value }),
);
const counterInput: fc.Arbitrary<CounterInput> = fc.oneof(
  fc.constant({ kind: "read" as const }),
  fc.record({ kind: fc.constant("add" as const), by: fc.integer({ min: -1, max: 2 }) }),
);

/** Tiny histories: operations at random times, some pending, with random answers. */
function histories<Input>(
  input: fc.Arbitrary<Input>,
  output: (input: Input) => fc.Arbitrary<Data>,
): fc.Arbitrary<Operation<Input, Data>[]> {
  const shape = input.chain((input) =>
    fc.record({
      input: fc.constant(input),
      output: output(input),
      start: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 1, max: 15 }),
      isPending: fc.boolean().map((it) => it && input !== undefined),
    })
  );
  return fc.array(shape, { maxLength: 6 }).map((shapes) =>
    shapes.map(({ input, output, start, length, isPending }, index) => ({
      id: `o${index}`,
      client: `c${index}`,
      input,
      output: isPending ? undefined : output,
      calledAt: start + index / 100,
      returnedAt: isPending ? Infinity : start + length + (index + 50) / 100,
    }))
  );
}

const cellHistories = histories(
  cellInput,
  ({ kind }) =>
    kind === "cas" ? fc.boolean() : fc.constantFrom<Data>(null, 0, 1, 2, "a", "ab", "ba"),
);
const registerHistories = histories(
  fc.oneof(
    fc.constant<CellInput>(read),
    fc.record({ kind: fc.constant("write" as const), value }),
  ),
  () => fc.constantFrom<Data>(null, 0, 1, 2),
);
const counterHistories = histories(counterInput, () => fc.integer({ min: -1, max: 4 }));

Deno.test("checkLinearizability() agrees with brute force on tiny histories", () => {
  fc.assert(
    fc.property(cellHistories, (history) => {
      const { verdict } = checkLinearizability(registerModel(), history);

      assert.equal(verdict === "ok", isLinearizable(registerModel(), history));
    }),
    { numRuns: 3_000 },
  );
  // Reads and writes alone are judged with what was lost set free.
  fc.assert(
    fc.property(registerHistories, (history) => {
      const { verdict } = checkLinearizability(registerModel(), history);

      assert.equal(verdict === "ok", isLinearizable(registerModel(), history));
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(counterHistories, (history) => {
      const { verdict } = checkLinearizability(counterModel(), history);

      assert.equal(verdict === "ok", isLinearizable(counterModel(), history));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("checkLinearizability() gives a contradiction from which nothing can be relaxed", () => {
  fc.assert(
    fc.property(fc.oneof(cellHistories, registerHistories), (history) => {
      const result = checkLinearizability(registerModel(), history);
      if (result.verdict !== "illegal") return;
      const firm = new Set(result.operations.map(({ id }) => id));
      const end = Math.max(
        ...result.operations.map(({ returnedAt }) => returnedAt).filter((it) => it !== Infinity),
      );
      // Up to the response that no order explains, as the operations stood then.
      const cut = history.filter(({ calledAt }) => calledAt < end).map((each) =>
        each.returnedAt <= end ? each : { ...each, returnedAt: Infinity }
      );
      const isLegalWith = (isFirm: (id: string) => boolean) => {
        const loose = cut.filter(({ id, input }) => !isFirm(id) && input.kind !== "read");
        const once = loose.filter(({ input }) => input.kind !== "write")
          .map((each) => ({ ...each, calledAt: -Infinity, returnedAt: Infinity }));
        const repeated = loose.map(({ input }) => input).filter(({ kind }) => kind === "write");
        const kept = cut.filter(({ id }) => isFirm(id));
        return isLinearizable(registerModel(), [...kept, ...once], repeated);
      };

      assert.equal(isLegalWith((id) => firm.has(id)), false);
      for (const free of firm) {
        assert.equal(isLegalWith((id) => firm.has(id) && id !== free), true);
      }
    }),
    { numRuns: 3_000 },
  );
});

// ---- Histories of a real store ----------------------------------------------------------------

interface LongOptions {
  readonly seed: number;
  readonly keys: number;
  /** Share of operations whose response is lost. */
  readonly lost: number;
}

/** 1,000 operations of 5 clients against a correct store, which acts at a random instant. */
function longHistory({ seed, keys, lost }: LongOptions): CellOperation[] {
  const random = new Random(seed);
  const freeAt = [0, 0, 0, 0, 0];
  const plans = Array.from({ length: 1_000 }, (_, index) => {
    const client = index % 5;
    const calledAt = freeAt[client] + random.unit() * 5;
    const actsAt = calledAt + random.unit() * 10;
    const returnedAt = actsAt + random.unit() * 10;
    freeAt[client] = returnedAt;
    const isLost = random.chance(lost);
    // A client whose operation got lost is replaced by a new one.
    const name = `k${random.between(1, keys)}`;
    const input: CellInput = random.chance(0.5)
      ? { kind: "read", key: name }
      : { kind: "write", key: name, value: random.between(0, 5) };
    return { id: `o${index}`, client: `c${client}`, input, calledAt, actsAt, returnedAt, isLost };
  });
  const cells = new Map<string, Data>();
  const answers = new Map<string, Data>();
  for (const { id, input } of plans.toSorted((one, other) => one.actsAt - other.actsAt)) {
    if (input.kind === "read") answers.set(id, cells.get(input.key!) ?? null);
    else if (input.kind === "write") cells.set(input.key!, input.value);
  }
  return plans.map(({ isLost, actsAt: _, ...plan }) => ({
    ...plan,
    output: isLost ? undefined : answers.get(plan.id),
    returnedAt: isLost ? Infinity : plan.returnedAt,
  }));
}

Deno.test("checkLinearizability() accepts 1,000 operations of a correct store", () => {
  for (const keys of [1, 5, 20]) {
    for (let seed = 0; seed < 5; seed++) {
      const history = longHistory({ seed, keys, lost: 0 });

      assert.equal(checkLinearizability(keyValueModel(), history).verdict, "ok");
    }
  }
});

Deno.test("checkLinearizability() explains one wrong answer among 1,000 in a few operations", () => {
  for (let seed = 0; seed < 10; seed++) {
    const history = longHistory({ seed, keys: 5, lost: 0.02 });
    const reads = history.filter(({ input, returnedAt }) =>
      input.kind === "read" && returnedAt !== Infinity
    );
    const wrong = reads[reads.length >> 1];
    const spoilt = history.map((each) => each === wrong ? { ...each, output: 9 } : each);

    const result = checkLinearizability(keyValueModel(), spoilt);

    assert.equal(result.verdict, "illegal");
    assert.deepEqual(result.operations.map(({ id }) => id), [wrong.id]);
  }
});

Deno.test("checkLinearizability() decides a register of which a third of the answers were lost", () => {
  for (let seed = 0; seed < 5; seed++) {
    const history = longHistory({ seed, keys: 1, lost: 0.3 });
    const reads = history.filter(({ input, returnedAt }) =>
      input.kind === "read" && returnedAt !== Infinity
    );
    const wrong = reads[reads.length >> 1];
    const spoilt = history.map((each) => each === wrong ? { ...each, output: 9 } : each);

    const result = checkLinearizability(keyValueModel(), spoilt);

    assert.equal(checkLinearizability(keyValueModel(), history).verdict, "ok");
    assert.equal(result.verdict, "illegal");
    assert.deepEqual(result.operations.map(({ id }) => id), [wrong.id]);
  }
});

/** 1,000 operations of 5 clients on a correct counter, which acts at a random instant. */
function counterHistory(seed: number): Operation<CounterInput, Data>[] {
  const random = new Random(seed);
  const freeAt = [0, 0, 0, 0, 0];
  const plans = Array.from({ length: 1_000 }, (_, index) => {
    const client = index % 5;
    const calledAt = freeAt[client] + random.unit();
    const actsAt = calledAt + random.unit();
    const returnedAt = actsAt + random.unit();
    freeAt[client] = returnedAt;
    const input: CounterInput = random.chance(0.5) ? { kind: "read" } : { kind: "add", by: 1 };
    return { id: `o${index}`, client: `c${client}`, input, calledAt, actsAt, returnedAt };
  });
  let count = 0;
  return plans.sort((one, other) => one.actsAt - other.actsAt)
    .map(({ actsAt: _, ...operation }) => {
      if (operation.input.kind === "add") count += operation.input.by;
      return { ...operation, output: operation.input.kind === "read" ? count : null };
    });
}

Deno.test("checkLinearizability() decides 1,000 operations on a counter, and explains a lost add", () => {
  for (let seed = 0; seed < 5; seed++) {
    const history = counterHistory(seed);
    const last = history.findLast(({ input }) => input.kind === "read")!;
    const spoilt = history.map((each) =>
      each === last ? { ...each, output: Number(each.output) - 20 } : each
    );

    const result = checkLinearizability(counterModel(), spoilt);

    assert.equal(checkLinearizability(counterModel(), history).verdict, "ok");
    assert.equal(result.verdict, "illegal");
    assert.ok(
      result.operations.includes(last) || result.operations.some(({ id }) => id === last.id),
    );
    assert.ok(result.operations.length <= 25, `${result.operations.length} operations`);
  }
});
