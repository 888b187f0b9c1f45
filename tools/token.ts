/** Makes a new instructor's token; the one before, and the sessions it opened, are void. */
import { makeInstructorToken, readTokenHash } from "@/auth/instructor_token.ts";
import { prepareDataDir, readSettings, StartError } from "@/serve.ts";
import { runCommand } from "./terminal/run_command.ts";

const HELP = `Makes a new instructor's token and prints it. The one before is void from then on.

  deno task token

It opens /teach of the site whose data lie in DATA_DIR.`;

await runCommand({
  help: HELP,
  async run() {
    const { dataDir } = readSettings();
    // A token for a folder that was named by mistake would open nothing.
    if (await readTokenHash(dataDir) === undefined) {
      throw new StartError(
        `There is no site's data in ${dataDir}: set DATA_DIR to the site's data folder; ` +
          "its first start prints the first token",
      );
    }
    await prepareDataDir(dataDir);
    console.log(await makeInstructorToken(dataDir));
  },
});
