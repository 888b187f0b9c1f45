import { define } from "@/define.ts";
import { cohortOf } from "@/routes/(_shared)/cohort.ts";
import { eventStream } from "@/routes/(_shared)/event_stream.ts";

export const handler = define.handlers({
  /** Server-sent events `revision`: at once, and whenever the standing of a member changes. */
  async GET(ctx) {
    const { id } = await cohortOf(ctx);
    const { grading } = ctx.state.services;
    return eventStream(
      ctx.state.learner!.id,
      ({ send, end }) =>
        grading.followCohort(id, (revision) => send("revision", { revision }), end),
    );
  },
});
