import { type Context, HttpError } from "fresh";
import { type PublicSubmission, publicSubmission } from "@/grading/public_submission.ts";
import type { State } from "./state.ts";

/**
 * The submission that the address names, as its learner and staff may see it.
 *
 * @throws HttpError 404 for all others: whose it is not does not learn that it exists.
 */
export async function ownSubmission(ctx: Context<State>): Promise<PublicSubmission> {
  const submission = await ctx.state.services.grading.submission(ctx.params.id);
  const isOwn = submission !== undefined && submission.learnerId === ctx.state.learner?.id;
  if (submission === undefined || !(isOwn || ctx.state.isStaff)) {
    throw new HttpError(404, "There is no such submission, or it is not yours.");
  }
  return publicSubmission(submission);
}
