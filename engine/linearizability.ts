import { type Budget, History } from "./linearizability/history.ts";
import type { Model, Operation } from "./linearizability/model.ts";
import { relax } from "./linearizability/relax.ts";
import { canonicalText } from "./monitors/canonical_text.ts";

/** Checking takes at most this many steps of the model unless told: about half a second. */
export const LINEARIZABILITY_STEPS_MAX = 1_000_000;

/** What checking a history came to. Running out of steps is neither a yes nor a no. */
export type Linearizability<Input, Output> =
  | { readonly verdict: "ok" }
  | { readonly verdict: "unknown" }
  | {
    readonly verdict: "illegal";
    /** The fewest operations whose answers and times already contradict each other, by time. */
    readonly operations: readonly Operation<Input, Output>[];
    /**
     * Operations that the others' answers speak of. The contradiction stands even if each of them
     * took effect at any time, or never.
     */
    readonly context: readonly Operation<Input, Output>[];
  };

/**
 * Decides whether a history is linearizable: whether each operation can be taken to happen at one
 * instant between its invocation and its response, such that the model gives the same answers
 * (Herlihy and Wing, "Linearizability: a correctness condition for concurrent objects", ACM TOPLAS
 * 12(3), 1990). An operation without a response may take effect at any time, or never.
 *
 * The search is Wing and Gong's ("Testing and verifying concurrent objects", JPDC 17, 1993) with
 * Lowe's memoisation ("Testing for linearizability", CCPE 29(4), 2017), split into independent
 * parts where the model allows it (Horn and Kroening, "Faster linearizability checking via
 * P-compositionality", FORTE 2015); Porcupine has the same three parts.
 */
export function checkLinearizability<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  stepsMax = LINEARIZABILITY_STEPS_MAX,
): Linearizability<Input, Output> {
  const budget = { steps: stepsMax };
  let isUnknown = false;
  for (const part of partsOf(model, operations)) {
    const isRegister = part.every(({ input }) => model.isRead(input) || model.isOverwrite(input));
    const lost = part.filter(({ input, returnedAt }) =>
      returnedAt === Infinity && model.isOverwrite(input)
    );
    if (isRegister && lost.length > 0 && isIllegalEvenIf(model, part, lost, budget)) {
      return { verdict: "illegal", ...relax(model, part, lost) };
    }
    const verdict = new History(model, part).check(budget);
    if (verdict === "illegal") return { verdict, ...relax(model, part) };
    if (verdict === "unknown") isUnknown = true;
  }
  return { verdict: isUnknown ? "unknown" : "ok" };
}

/**
 * True where the history is illegal even if these overwrites, whose answers were lost, happen at any
 * time and any number of times. That is quick to refute, while the exact search must try every set of
 * them: most illegal histories with many lost answers would end as unknown. With operations such as
 * compare-and-set in between it is not quick, and not tried.
 */
function isIllegalEvenIf<State, Input, Output>(
  model: Model<State, Input, Output>,
  part: readonly Operation<Input, Output>[],
  lost: readonly Operation<Input, Output>[],
  budget: Budget,
): boolean {
  const own = { steps: budget.steps >> 2 };
  const rest = part.filter((operation) => !lost.includes(operation));
  const repeated = new Map(lost.map(({ input }) => [canonicalText(input), input]));
  const verdict = new History(model, rest, [...repeated.values()]).check(own);
  budget.steps -= (budget.steps >> 2) - Math.max(0, own.steps);
  return verdict === "illegal";
}

function partsOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Operation<Input, Output>[][] {
  const parts = new Map<string, Operation<Input, Output>[]>();
  for (const operation of operations) {
    const name = model.partOf?.(operation.input) ?? "";
    const part = parts.get(name);
    if (part === undefined) parts.set(name, [operation]);
    else part.push(operation);
  }
  return [...parts.values()];
}

export type { Model, Operation } from "./linearizability/model.ts";
