import type { DataType, Replicated } from "@/engine/replicated/data_type.ts";
import { replicasOf } from "@/engine/replicated/replica.ts";
import { showNumber } from "@/engine/replicated/show_number.ts";
import type { Spec } from "@/engine/replicated/spec_monitor.ts";
import { tellUpdates } from "@/engine/replicated/tell_updates.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { NodeId } from "@/engine/types.ts";
import { withMethods } from "@/engine/with_methods.ts";

/** What a client asks for. Amounts that JSON cannot hold come as text: "NaN". */
export interface Increment {
  readonly add: number | string;
  /** Asked so often in a row; once unless told. */
  readonly times?: number;
}

interface Counter extends Replicated {
  increment(amount: number): void;
  value(): unknown;
}

const METHODS = ["increment", "value", "state", "merge"] as const;

export const EXPORTS = { GCounter: "class" } as const;

/** The learner's counter, and how it is driven. */
export const gcounter: DataType<Increment> = {
  create: (program, id) =>
    withMethods(new (program.GCounter as new (id: NodeId) => Counter)(id), "GCounter", METHODS),
  perform: (replica, { add, times = 1 }) => {
    for (let count = 0; count < times; count++) (replica as Counter).increment(Number(add));
  },
  read: (replica) => (replica as Counter).value(),
  show: showNumber,
  tell: ({ add, times }) => {
    if (!(Number(add) >= 0)) return `an increment by ${add}`;
    return times === undefined ? `+${add}` : `${times} times +${add}`;
  },
  isRefused: ({ add }) => !Number.isSafeInteger(Number(add)) || Number(add) < 0,
  probes: [{ add: 7 }],
};

export const spawn = replicasOf(gcounter);

/** A value shows the sum of all increments that its replica knows. */
export const exactSum: Spec<Increment> = (shown, known) => {
  const { node, step, value } = shown;
  const sum = known.reduce((total, { body }) => total + Number(body.add) * (body.times ?? 1), 0);
  if (value === sum) return;
  const list = tellUpdates(known, gcounter.tell);
  const message = known.length === 0
    ? `${node} knows of no increment at step ${step}, and shows ${showNumber(value)} instead of 0.`
    : `At step ${step} ${node} knows of ${list}, and shows ${showNumber(value)} instead ` +
      `of ${sum}.`;
  return violationOf(message, [...known, shown]);
};
