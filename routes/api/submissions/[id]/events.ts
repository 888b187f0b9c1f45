import type { Context } from "fresh";
import { define } from "@/define.ts";
import { NAMELESS_PROMISE } from "@/grading/public_submission.ts";
import type { Standing } from "@/lib/standing.ts";
import { type EventSender, eventStream } from "@/routes/(_shared)/event_stream.ts";
import { namesShown, ownStored, ownSubmission } from "@/routes/(_shared)/own_submission.ts";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /**
   * Where a submission stands, as server-sent events: `standing` at once and at every change, and at
   * the end `verdict`, with the submission as `/api/submissions/ID` has it. Each connection begins
   * with how things are, so one that was lost is simply opened again.
   */
  async GET(ctx) {
    const names = await namesShown(ctx, await ownStored(ctx));
    const { grading } = ctx.state.services;
    return eventStream(
      ctx.state.learner!.id,
      (sender) =>
        grading.follow(ctx.params.id, (standing) => {
          if (standing.state === "done") finish(ctx, sender);
          else sender.send("standing", names === "none" ? withoutName(standing) : standing);
        }, sender.end),
    );
  },
});

function withoutName(standing: Standing): Standing {
  if (standing.failed === undefined) return standing;
  return { ...standing, failed: { name: "hidden", promise: NAMELESS_PROMISE } };
}

async function finish(ctx: Context<State>, { send, end }: EventSender): Promise<void> {
  try {
    send("verdict", await ownSubmission(ctx));
  } catch (error) {
    ctx.state.services.log({ level: "error", event: "events-failed", error: String(error) });
  }
  end();
}
