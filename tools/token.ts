/** Makes a new instructor's token; the one before, and the sessions it opened, are void. */
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { orExplain, prepareDataDir, readSettings } from "@/serve.ts";

await orExplain(async () => {
  const { dataDir } = readSettings();
  await prepareDataDir(dataDir);
  console.log(await makeInstructorToken(dataDir));
});
