import { pathToFileURL } from "node:url";
import { NO_EXCEPTION } from "@/engine/run_suite.ts";
import type { Check, Suite } from "@/engine/suite.ts";

/** A check as this process knows it, without having asked any child. */
export type CheckFacts = Pick<Check, "name" | "promise" | "weight">;

/** The checks that a verdict must have, in its order, and those that count for the score. */
export interface SuiteFacts {
  readonly all: readonly CheckFacts[];
  readonly counted: readonly CheckFacts[];
}

/** Reads what an exercise's hidden suite consists of, from our own files. */
export async function readSuiteFacts(root: string, slug: string): Promise<SuiteFacts> {
  const { href } = pathToFileURL(`${root}/graders/${slug}/grader.ts`);
  return suiteFacts((await import(href) as { suite: Suite }).suite);
}

export function suiteFacts(suite: Pick<Suite, "checks">): SuiteFacts {
  const counted = suite.checks.map(({ name, promise, weight }) => ({ name, promise, weight }));
  return { all: [NO_EXCEPTION, ...counted], counted };
}

/** Only some of the checks, as `runSuite` has them with `only`. */
export function narrow(facts: SuiteFacts, only: readonly string[] | undefined): SuiteFacts {
  const counted = facts.counted.filter(({ name }) => only?.includes(name) ?? true);
  return { all: [NO_EXCEPTION, ...counted], counted };
}
