import { HttpError } from "fresh";
import { recordAudit } from "@/db/audit.ts";
import { isMember } from "@/db/members.ts";
import { define } from "@/define.ts";
import { writeLearnerExport } from "@/grading/learner_export.ts";
import { actorOf, cohortOf } from "@/routes/(_shared)/cohort.ts";
import { download } from "@/routes/(_shared)/download.ts";

/** How somebody signs in is theirs, and no part of what they have learnt. */
const PRIVATE = [
  "tokens",
  "passwords",
  "passkeys",
  "identities",
  "reset_links",
  "sessions",
  "audit",
];

export const handler = define.handlers({
  /** All of a member's work, grades and comments as a file; who took it is written down. */
  async GET(ctx) {
    const { services } = ctx.state;
    const cohort = await cohortOf(ctx);
    const { learner } = ctx.params;
    if (!await isMember(services.db, cohort.id, learner)) {
      throw new HttpError(404, "There is no such member of this cohort.");
    }
    await recordAudit(services.db, {
      ...{ actorId: actorOf(ctx), action: "account.export", subject: learner },
      detail: { cohort: cohort.id },
    });
    const text = ReadableStream.from(await writeLearnerExport(services, learner, PRIVATE));
    return download(text.pipeThrough(new TextEncoderStream()), {
      ...{ name: "learner-record.json", type: "application/json; charset=utf-8" },
    });
  },
});
