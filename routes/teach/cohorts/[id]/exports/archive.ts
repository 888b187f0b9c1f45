import { recordAudit } from "@/db/audit.ts";
import { define } from "@/define.ts";
import { writeArchive } from "@/grading/archive/write_archive.ts";
import { actorOf, cohortOf } from "@/routes/(_shared)/cohort.ts";
import { download } from "@/routes/(_shared)/download.ts";

export const handler = define.handlers({
  /** The whole cohort as a file that can be imported elsewhere; who took it is written down. */
  async GET(ctx) {
    const { db } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const subject = cohort.id;
    await recordAudit(db, { actorId: actorOf(ctx), action: "cohort.export", subject });
    return download(writeArchive(db, cohort) as ReadableStream<Uint8Array<ArrayBuffer>>, {
      name: "cohort.truthlab.gz",
      type: "application/gzip",
    });
  },
});
