import type { NewFailure } from "@/db/queue.ts";
import { counterexampleShape } from "./counterexample_shape.ts";
import type { SubmissionVerdict } from "./verdict.ts";

/** The checks that a verdict found failed, for the tables that statistics are made of. */
export async function listFailures(
  { checks }: Pick<SubmissionVerdict, "checks">,
): Promise<NewFailure[]> {
  return await Promise.all(
    checks.filter(({ verdict }) => verdict === "failed").map(async (check) => ({
      check: check.name,
      shape: await counterexampleShape(check.counterexample),
    })),
  );
}
