import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { publicCounterexample } from "@/grading/public_submission.ts";
import type { NewShare } from "@/grading/shares.ts";
import { decodeShared, encodeShared } from "@/islands/theatre/share_link.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /**
   * Stores a counterexample under a short address: `{ shared }` is what a long link carries in its
   * fragment. The answer is 201 with its id and url; the same again has the same.
   */
  async POST(ctx) {
    const { grading, shares } = ctx.state.services;
    const { shared } = await readJsonBody(ctx.req);
    const share = typeof shared === "string" ? await toShare(shared) : undefined;
    if (share === undefined) throw new HttpError(400, "Send { shared }: a whole counterexample.");
    if (await grading.exercise(share.slug) === undefined) {
      throw new HttpError(404, "There is no such exercise.");
    }
    const { learner, headers } = await ensureLearner(ctx);
    const { id } = await shares.add(learner, share);
    headers.set("Cache-Control", "no-store");
    return ctx.json({ id, url: `/t/${id}` }, { status: 201, headers });
  },
});

/** What was sent, without the program and whatever else does not belong to a counterexample. */
async function toShare(encoded: string): Promise<NewShare | undefined> {
  const shared = await decodeShared(encoded);
  if (shared === undefined) return undefined;
  const { promise, message } = shared;
  const counterexample = publicCounterexample({ ...shared.counterexample, program: "" });
  const clean = { promise, message, counterexample };
  return {
    slug: counterexample.trace.slug,
    promise,
    content: await encodeShared(clean),
    // Not of the content: another deflater may pack the same differently.
    hash: await sha256(JSON.stringify(clean)),
  };
}
