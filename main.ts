import { createApp } from "@/app.ts";
import { openSessions } from "@/auth/sessions.ts";
import { openGrading } from "@/grading/open_grading.ts";
import { orExplain, prepareDataDir, readSettings, serve, writeLog } from "@/serve.ts";

await orExplain(async () => {
  const settings = readSettings();
  const { dataDir, requiresOsSandbox, rates } = settings;
  await prepareDataDir(dataDir);
  const grading = await openGrading({ dataDir, requiresOsSandbox, rates, log: writeLog });
  const sessions = await openSessions({ dataDir });
  const app = createApp({ grading, sessions, log: writeLog });
  await serve(app.handler(), { ...settings, grading });
});
