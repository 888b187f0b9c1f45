/** Makes a new instructor's token; the one before, and the sessions it opened, are void. */
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { prepareDataDir, readSettings } from "@/serve.ts";
import { runCommand } from "./terminal/run_command.ts";

const HELP = `Makes a new instructor's token and prints it. The one before is void from then on.

  deno task token

It opens /teach of the site whose data lie in DATA_DIR.`;

await runCommand({
  help: HELP,
  async run() {
    const { dataDir } = readSettings();
    await prepareDataDir(dataDir);
    console.log(await makeInstructorToken(dataDir));
  },
});
