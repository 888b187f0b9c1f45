import { HttpError } from "fresh";
import { findRegrade } from "@/db/regrades.ts";
import { define } from "@/define.ts";
import { eventStream } from "@/routes/(_shared)/event_stream.ts";

export const handler = define.handlers({
  /** Server-sent events `progress`: at once, and whenever something was tried or decided. */
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const regrade = await findRegrade(db, ctx.params.id);
    if (regrade === undefined) throw new HttpError(404, "There is no such regrade.");
    return eventStream(
      ctx.state.learner!.id,
      ({ send, end }) =>
        grading.followRegrade(regrade.id, (progress) => send("progress", progress), end),
    );
  },
});
