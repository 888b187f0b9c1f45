import type { Update } from "./chronicle.ts";

const TOLD_MAX = 4;

/** Updates in words: `n1's +3 (step 1) and n2's -2 (step 4)`. */
export function tellUpdates<Body>(
  known: readonly Update<Body>[],
  tell: (body: Body) => string,
): string {
  const told = known.slice(0, TOLD_MAX).map(({ node, step, body }) =>
    `${node}'s ${tell(body)} (step ${step})`
  );
  if (known.length > TOLD_MAX) told.push(`${known.length - TOLD_MAX} more`);
  return told.length < 2 ? told.join() : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}
