import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { writeLearnerExport } from "@/grading/learner_export.ts";
import { download } from "@/routes/(_shared)/download.ts";

export const handler = define.handlers({
  /** All that is stored of who asks, as a file. */
  async GET(ctx) {
    const { learner, services } = ctx.state;
    if (learner === undefined) throw new HttpError(404, "Nothing is stored of you here yet.");
    const text = ReadableStream.from(await writeLearnerExport(services, learner.id));
    return download(text.pipeThrough(new TextEncoderStream()), {
      name: "truthlab-my-data.json",
      type: "application/json; charset=utf-8",
    });
  },
});
