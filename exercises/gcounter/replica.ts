import type { Update } from "@/engine/replicated/chronicle.ts";
import type { DataType, Replicated } from "@/engine/replicated/data_type.ts";
import { replicasOf } from "@/engine/replicated/replica.ts";
import type { Spec } from "@/engine/replicated/spec_monitor.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { Data, NodeId } from "@/engine/types.ts";

/** What a client asks for. Amounts that JSON cannot hold come as text: "NaN". */
export interface Increment {
  readonly add: number | string;
}

interface Counter extends Replicated {
  increment(amount: number): void;
  value(): unknown;
}

export const EXPORTS = { GCounter: "class" } as const;

/** The learner's counter, and how it is driven. */
export const gcounter: DataType<Increment> = {
  create: (program, id) => new (program.GCounter as new (id: NodeId) => Counter)(id),
  perform: (replica, { add }) => (replica as Counter).increment(Number(add)),
  read: (replica) => (replica as Counter).value(),
  show: showNumber,
  tell: ({ add }) => Number(add) >= 0 ? `+${add}` : `an increment by ${add}`,
  isRefused: ({ add }) => !Number.isSafeInteger(Number(add)) || Number(add) < 0,
  probes: [{ add: 7 }],
};

export const spawn = replicasOf(gcounter);

/** A value shows the sum of all increments that its replica knows. */
export const exactSum: Spec<Increment> = (shown, known) => {
  const { node, step, value } = shown;
  const sum = known.reduce((total, { body }) => total + Number(body.add), 0);
  if (value === sum) return;
  const message = known.length === 0
    ? `${node} knows of no increment at step ${step}, and shows ${showNumber(value)} instead of 0.`
    : `At step ${step} ${node} knows of ${list(known)}, and shows ${showNumber(value)} instead ` +
      `of ${sum}.`;
  return violationOf(message, [...known, shown]);
};

const LISTED_MAX = 4;

/** Increments in words: `n1's +3 (step 1) and n2's +2 (step 4)`. */
function list(known: readonly Update<Increment>[]): string {
  const told = known.slice(0, LISTED_MAX).map(({ node, step, body }) =>
    `${node}'s ${gcounter.tell(body)} (step ${step})`
  );
  if (known.length > LISTED_MAX) told.push(`${known.length - LISTED_MAX} more`);
  return told.length < 2 ? told.join() : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}

function showNumber(value: Data): string {
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 20)) : String(value);
}
