import { HttpError } from "fresh";
import { define } from "@/define.ts";
import type { Counterexample } from "@/engine/types.ts";
import { complainOfCounterexample } from "@/grading/complain_of_counterexample.ts";
import { publicCounterexample } from "@/grading/public_submission.ts";
import type { NewShare } from "@/grading/shares.ts";
import { encodeShared, type Shared, unpackShared } from "@/islands/theatre/share_link.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

/** As long as a judge's sentence may be. */
const SENTENCE_LENGTH_MAX = 20_000;

export const handler = define.handlers({
  /**
   * Stores a counterexample under a short address: `{ shared }` is what a long link carries in its
   * fragment. The answer is 201 with its id and url; the same again has the same.
   */
  async POST(ctx) {
    const { grading, shares } = ctx.state.services;
    const { shared } = await readJsonBody(ctx.req);
    const { learner, headers } = await ensureLearner(ctx);
    // A few kilobytes may take a second to look through: that is not to be had for nothing.
    await shares.take(learner.id);
    const share = await toShare(await readShared(shared));
    if (await grading.exercise(share.slug) === undefined) {
      throw new HttpError(404, "There is no such exercise.");
    }
    const { id } = await shares.add(learner, share);
    headers.set("Cache-Control", "no-store");
    return ctx.json({ id, url: `/t/${id}` }, { status: 201, headers });
  },
});

/**
 * What was sent, once it is known to be a counterexample in every field: who opens the link need not
 * doubt it.
 *
 * @throws HttpError 400 that names the field.
 */
async function readShared(encoded: unknown): Promise<Shared> {
  const refuse = (what: string) =>
    new HttpError(
      400,
      `This is no counterexample: ${what}. Send { shared } as this site packs it.`,
    );
  const shared = typeof encoded === "string" ? await unpackShared(encoded) : undefined;
  if (typeof shared !== "object" || shared === null) throw refuse("it is cut short, or not packed");
  const { promise, message, counterexample } = shared as Record<string, unknown>;
  if (typeof promise !== "string" || promise.length > SENTENCE_LENGTH_MAX) {
    throw refuse(`promise must be text of at most ${SENTENCE_LENGTH_MAX} characters`);
  }
  if (typeof message !== "string" || message.length > SENTENCE_LENGTH_MAX) {
    throw refuse(`message must be text of at most ${SENTENCE_LENGTH_MAX} characters`);
  }
  const complaint = complainOfCounterexample(counterexample);
  if (complaint !== undefined) throw refuse(complaint);
  const known = counterexample as Counterexample;
  if (known.trace.events.length === 0) throw refuse("trace.events must not be empty");
  return { promise, message, counterexample: known };
}

/** It as it is stored, without the program. */
async function toShare({ promise, message, counterexample: sent }: Shared): Promise<NewShare> {
  const counterexample = publicCounterexample({ ...sent, program: "" });
  const clean = { promise, message, counterexample };
  return {
    slug: counterexample.trace.slug,
    promise,
    content: await encodeShared(clean),
    // Not of the content: another deflater may pack the same differently.
    hash: await sha256(JSON.stringify(clean)),
  };
}
