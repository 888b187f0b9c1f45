import { HttpError } from "fresh";
import { recordAudit } from "@/db/audit.ts";
import { listGradePages } from "@/db/grades.ts";
import { define } from "@/define.ts";
import { actorOf, cohortOf, exercisesOf } from "@/routes/(_shared)/cohort.ts";
import { download } from "@/routes/(_shared)/download.ts";
import { writeGradesCsv } from "@/routes/(_shared)/grades_csv.ts";
import { writeGradesJson } from "@/routes/(_shared)/grades_json.ts";

export const handler = define.handlers({
  /** Grades as CSV or JSON, of all exercises or of one; who took them is written down. */
  async GET(ctx) {
    const { db } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const format = ctx.url.searchParams.get("format") ?? "csv";
    const slug = ctx.url.searchParams.get("exercise") || undefined;
    if (format !== "csv" && format !== "json") {
      throw new HttpError(400, "Grades come as csv or json.");
    }
    const exercises = await exercisesOf(ctx, cohort.id);
    if (slug !== undefined && !exercises.some((each) => each.slug === slug)) {
      throw new HttpError(404, "This cohort does not do such an exercise.");
    }
    const detail = { format, exercise: slug ?? "all" };
    await recordAudit(db, {
      ...{ actorId: actorOf(ctx), action: "grade.export", subject: cohort.id, detail },
    });
    const name = `grades${slug === undefined ? "" : `-${slug}`}.${format}`;
    const pages = listGradePages(db, cohort.id, slug);
    const { id, name: title, time_zone: timeZone } = cohort;
    const [parts, type] = format === "csv"
      ? [writeGradesCsv(pages), "text/csv; charset=utf-8"]
      : [writeGradesJson({ id, name: title, timeZone }, pages), "application/json; charset=utf-8"];
    // Twenty thousand lines are sent as they are made: others are answered in between.
    const body = ReadableStream.from(parts).pipeThrough(new TextEncoderStream());
    return download(body, { name, type });
  },
});
