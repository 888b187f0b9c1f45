/** Grades what is in the queue, beside a site that shares the database. `--help` says how. */
import { openLimits } from "@/auth/limits.ts";
import { openDatabase } from "@/db/open_database.ts";
import { openGrading } from "@/grading/open_grading.ts";
import { gradingOptions, orExplain, prepareDataDir, readSettings, writeLog } from "@/serve.ts";
import { runCommand } from "./terminal/run_command.ts";

const HELP = `Grades submissions, and serves no pages: for sites that need more than one process.

  deno task grader

It takes from the queue in the database that DATABASE_URL names, or in DATA_DIR on the same machine,
as many at once as GRADERS says: one a core unless told. Start as many as there are machines to
spare; a site with GRADERS=0 leaves all grading to them. A grader may be stopped or killed at any
time: what it was grading goes to another. SIGTERM lets it hand that back at once.`;

await runCommand({ help: HELP, run: () => orExplain(grade) });

async function grade(): Promise<void> {
  const settings = readSettings();
  await prepareDataDir(settings.dataDir);
  const { dataDir, databaseUrl } = settings;
  const db = await openDatabase(dataDir, databaseUrl);
  const limits = openLimits({ db, dataDir });
  const grading = await openGrading({ ...gradingOptions(settings), db, limits, log: writeLog });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, resolve);
    // Only now: whoever reads it may stop it at once.
    console.log(`Grading. Walls around submissions: ${grading.walls}. Stop with Ctrl-C.`);
  });
  await grading.close();
  await db.destroy();
}
