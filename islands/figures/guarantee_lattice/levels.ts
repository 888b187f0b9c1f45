import { checkLinearizability } from "@/engine/linearizability.ts";
import { keyValueModel } from "@/engine/linearizability/model.ts";
import type { History, Operation } from "./histories.ts";

/** The levels, from the weakest to the strongest: a test checks that they are in order. */
export const LEVELS = ["eventual", "causal", "sequential", "linearizable"] as const;
export type Level = typeof LEVELS[number];

export const FORBIDS: Readonly<Record<Level, string>> = {
  eventual: "to read what nobody has written",
  causal: "to see an effect without its cause",
  sequential: "to see writes in different orders",
  linearizable: "to read an old value after a newer write has ended",
};

const CHECKS: Readonly<Record<Level, (history: History) => boolean>> = {
  eventual: isEventual,
  causal: isCausal,
  sequential: isSequential,
  linearizable: isLinearizable,
};

/** Whether a guarantee allows a history. */
export function allows(level: Level, history: History): boolean {
  return CHECKS[level](history);
}

/** Sooner or later every write arrives, and nothing else does: what is read was written by somebody. */
function isEventual(history: History): boolean {
  return history.every((read) =>
    read.kind === "write" || read.value === 0 || history.some((write) => isRead(write, read))
  );
}

/** Whether a read got its value from this write: no two writes of a key write the same. */
function isRead(write: Operation, read: Operation): boolean {
  return write.kind === "write" && read.kind === "read" && write.key === read.key &&
    write.value === read.value && write.from < read.to;
}

/**
 * Each client can explain what it has read by one order of all writes and its own reads that respects
 * causes (Ahamad et al., "Causal memory", Distributed Computing 9(1), 1995). Causes are what a client
 * did before, what it has read, and what caused these.
 */
function isCausal(history: History): boolean {
  const causes = history.map((effect) =>
    history.map((cause) =>
      (cause.client === effect.client && cause.from < effect.from) || isRead(cause, effect)
    )
  );
  for (const [middle] of history.entries()) {
    for (const [effect] of history.entries()) {
      for (const [cause] of history.entries()) {
        if (causes[effect][middle] && causes[middle][cause]) causes[effect][cause] = true;
      }
    }
  }
  return isEventual(history) && history.every(({ client }) => {
    const seen = history.flatMap((each, index) =>
      each.kind === "write" || each.client === client ? [index] : []
    );
    return hasOrder(seen, { history, isBefore: (one, other) => causes[other][one] });
  });
}

/** All clients' operations, in one order that keeps to each client's own. */
function isSequential(history: History): boolean {
  return hasOrder([...history.keys()], {
    history,
    isBefore: (one, other) =>
      history[one].client === history[other].client && history[one].from < history[other].from,
  });
}

interface Rules {
  readonly history: History;
  /** Whether the first must stand before the second. */
  readonly isBefore: (one: number, other: number) => boolean;
}

/** Whether some order of these operations keeps to the rules, and every read gets the newest value. */
function hasOrder(
  indices: readonly number[],
  rules: Rules,
  values: Readonly<Record<string, number>> = {},
): boolean {
  if (indices.length === 0) return true;
  return indices.some((index) => {
    if (indices.some((other) => other !== index && rules.isBefore(other, index))) return false;
    const { kind, key, value } = rules.history[index];
    if (kind === "read" && (values[key] ?? 0) !== value) return false;
    const rest = indices.filter((other) => other !== index);
    return hasOrder(rest, rules, kind === "write" ? { ...values, [key]: value } : values);
  });
}

const STORE = keyValueModel(0);

/** The engine's own checker, which grades the exercises. */
function isLinearizable(history: History): boolean {
  const operations = history.map(({ client, kind, key, value, from, to }, index) => ({
    id: String(index),
    client,
    input: kind === "read" ? { kind, key } : { kind, key, value },
    output: kind === "read" ? value : undefined,
    calledAt: from,
    returnedAt: to,
  }));
  return checkLinearizability(STORE, operations).verdict === "ok";
}
