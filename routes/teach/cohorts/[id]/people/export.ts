import { recordAudit } from "@/db/audit.ts";
import { listPeople } from "@/db/list_people.ts";
import { define } from "@/define.ts";
import { actorOf, cohortOf } from "@/routes/(_shared)/cohort.ts";
import { download } from "@/routes/(_shared)/download.ts";
import { writeRoster } from "@/routes/(_shared)/roster_csv.ts";

export const handler = define.handlers({
  /** The roster as a file; who took it is written down. */
  async GET(ctx) {
    const { db } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const people = await listPeople(db, cohort.id);
    const subject = cohort.id;
    await recordAudit(db, { actorId: actorOf(ctx), action: "roster.export", subject });
    const text = writeRoster(people.map(({ name, email, member }) => ({
      name,
      email,
      learner: member?.name ?? null,
      joinedAt: member?.joinedAt ?? null,
    })));
    return download(text, { name: "roster.csv", type: "text/csv; charset=utf-8" });
  },
});
