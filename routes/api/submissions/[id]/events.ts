import type { Context } from "fresh";
import { define } from "@/define.ts";
import { ownSubmission } from "@/routes/(_shared)/own_submission.ts";
import type { State } from "@/routes/(_shared)/state.ts";

/** Shorter than any proxy's patience, and how the page sees that the connection lives. */
const HEARTBEAT_MS = 10_000;
/** After how long the browser connects again by itself. */
const RETRY_MS = 1_000;

export const handler = define.handlers({
  /**
   * Where a submission stands, as server-sent events: `standing` at once and at every change, and at
   * the end `verdict`, with the submission as `/api/submissions/ID` has it. Each connection begins
   * with how things are, so one that was lost is simply opened again.
   */
  async GET(ctx) {
    await ownSubmission(ctx);
    return new Response(eventStream(ctx), {
      headers: {
        "Content-Type": "text/event-stream",
        // Compression and buffering would hold events back.
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
});

function eventStream(ctx: Context<State>): ReadableStream<Uint8Array> {
  const { grading, log } = ctx.state.services;
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const send = (event: string, data: unknown) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      const heartbeat = setInterval(() => send("heartbeat", {}), HEARTBEAT_MS);
      const end = () => {
        stop();
        controller.close();
      };
      let leave = () => {};
      stop = () => {
        clearInterval(heartbeat);
        leave();
      };
      const finish = async () => {
        stop();
        try {
          send("verdict", await ownSubmission(ctx));
        } catch (error) {
          log({ level: "error", event: "events-failed", error: String(error) });
        }
        controller.close();
      };
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      leave = grading.follow(ctx.params.id, (standing) => {
        if (standing.state === "done") finish();
        else send("standing", standing);
      }, end);
    },
    cancel: () => stop(),
  });
}
