import { type Context, HttpError } from "fresh";
import type { HiddenNames } from "@/db/schema.ts";
import { hiddenNamesOf } from "@/grading/hidden_names.ts";
import type { Submission } from "@/grading/open_grading.ts";
import { type PublicSubmission, publicSubmission } from "@/grading/public_submission.ts";
import type { State } from "./state.ts";

/**
 * The submission that the address names, as its learner and staff may see it.
 *
 * @throws HttpError 404 for all others: whose it is not does not learn that it exists.
 */
export async function ownSubmission(ctx: Context<State>): Promise<PublicSubmission> {
  const submission = await ownStored(ctx);
  return publicSubmission(submission, await namesShown(ctx, submission));
}

/**
 * The same with all that is stored of it: for us, and not to be shown.
 *
 * @throws HttpError 404 for all others.
 */
export async function ownStored(ctx: Context<State>): Promise<Submission> {
  const submission = await ctx.state.services.grading.submission(ctx.params.id);
  const isOwn = submission !== undefined && submission.learnerId === ctx.state.learner?.id;
  if (submission === undefined || !(isOwn || ctx.state.isStaff)) {
    throw new HttpError(404, "There is no such submission, or it is not yours.");
  }
  return submission;
}

/** Of which checks whoever asks sees the names: staff of all. */
export async function namesShown(
  { state }: Context<State>,
  { learnerId, slug }: Pick<Submission, "learnerId" | "slug">,
): Promise<HiddenNames> {
  return state.isStaff ? "all" : await hiddenNamesOf(state.services.db, learnerId, slug);
}
