import type { Violation } from "../types.ts";

/** A violation that speaks of some moments, in the order in which they came. */
export function violationOf(
  message: string,
  moments: readonly { readonly step: number }[],
): Violation {
  const steps = [...new Set(moments.map(({ step }) => step))].sort((one, other) => one - other);
  return { message, steps };
}
