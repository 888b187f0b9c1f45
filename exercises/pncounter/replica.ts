import type { DataType, Replicated } from "@/engine/replicated/data_type.ts";
import { replicasOf } from "@/engine/replicated/replica.ts";
import { showNumber } from "@/engine/replicated/show_number.ts";
import type { Spec } from "@/engine/replicated/spec_monitor.ts";
import { tellUpdates } from "@/engine/replicated/tell_updates.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { NodeId } from "@/engine/types.ts";
import { withMethods } from "@/engine/with_methods.ts";

/** What a client asks for. Amounts that JSON cannot hold come as text: "NaN". */
export type Step =
  & ({ readonly increment: number | string } | { readonly decrement: number | string })
  & {
    /** Asked so often in a row; once unless told. */
    readonly times?: number;
  };

interface Counter extends Replicated {
  increment(amount: number): void;
  decrement(amount: number): void;
  value(): unknown;
}

const METHODS = ["increment", "decrement", "value", "state", "merge"] as const;

export const EXPORTS = { PNCounter: "class" } as const;

/** The learner's counter, and how it is driven. */
export const pncounter: DataType<Step> = {
  create: (program, id) =>
    withMethods(new (program.PNCounter as new (id: NodeId) => Counter)(id), "PNCounter", METHODS),
  perform: (replica, step) => {
    for (let count = 0; count < (step.times ?? 1); count++) {
      if ("increment" in step) (replica as Counter).increment(Number(step.increment));
      else (replica as Counter).decrement(Number(step.decrement));
    }
  },
  read: (replica) => (replica as Counter).value(),
  show: showNumber,
  tell: (step) => {
    if (isStrange(step)) {
      const [[name, amount]] = Object.entries(step);
      return `a${name === "increment" ? "n" : ""} ${name} by ${amount}`;
    }
    const told = "decrement" in step ? `-${step.decrement}` : `+${step.increment}`;
    return step.times === undefined ? told : `${step.times} times ${told}`;
  },
  isRefused: isStrange,
  probes: [{ increment: 7 }, { decrement: 2 }],
};

export const spawn = replicasOf(pncounter);

/** A value shows all increments that its replica knows, less all decrements. */
export const exactDifference: Spec<Step> = (shown, known) => {
  const { node, step, value } = shown;
  const difference = known.reduce((total, { body }) => total + signed(body), 0);
  // 0 - 0 may well come out as -0.
  if (value === difference) return;
  const list = tellUpdates(known, pncounter.tell);
  const message = known.length === 0
    ? `${node} knows of no update at step ${step}, and shows ${showNumber(value)} instead of 0.`
    : `At step ${step} ${node} knows of ${list}, and shows ${showNumber(value)} instead ` +
      `of ${difference}.`;
  return violationOf(message, [...known, shown]);
};

function signed(step: Step): number {
  const once = "increment" in step ? Number(step.increment) : -Number(step.decrement);
  return once * (step.times ?? 1);
}

function isStrange(step: Step): boolean {
  const amount = Number("increment" in step ? step.increment : step.decrement);
  return !Number.isSafeInteger(amount) || amount < 0;
}
