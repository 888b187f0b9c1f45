import assert from "node:assert/strict";
import { failureExample } from "@/components/failure_example.ts";
import { openGrader } from "@/grading/grader.ts";

const PROGRAM = "solutions/raft-election/wrong/forgets_vote_in_crash.ts";

Deno.test("the failure on the first page is what the grader says of such a program", async () => {
  const { slug, check, promise, seen, steps } = failureExample;
  const grader = await openGrader({ root: Deno.cwd() });
  try {
    const { checks } = await grader.grade(slug, await Deno.readTextFile(PROGRAM));

    const failed = checks.find(({ name }) => name === check);
    assert.equal(failed?.message, `${seen} ${promise}`);
    assert.deepEqual(
      failed?.counterexample?.trace.events.map(({ node, kind }) => ({ node, kind })),
      steps.map(({ node, kind }) => ({ node, kind })),
    );
  } finally {
    await grader.close();
  }
});
