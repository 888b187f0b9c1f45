import type { SubmissionVerdict } from "@/grading/verdict.ts";

/** How a command that grades ends, by the verdict. */
export const EXIT_CODES: Readonly<Record<SubmissionVerdict["verdict"], number>> = {
  passed: 0,
  failed: 1,
  "ran out": 2,
  "not gradable": 3,
  "our fault": 4,
};
