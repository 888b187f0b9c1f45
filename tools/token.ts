/** Makes a new instructor's token; the one before, and the sessions it opened, are void. */
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { orExplain, prepareDataDir, readSettings } from "@/serve.ts";

const HELP = `Makes a new instructor's token and prints it. The one before is void from then on.

  deno task token

It opens /teach of the site whose data lie in DATA_DIR.`;

// Asking how it works, or a slip of the hand, must not make the old token void.
if (Deno.args.length > 0) {
  console.log(HELP);
  Deno.exit(Deno.args[0] === "--help" || Deno.args[0] === "-h" ? 0 : 64);
}

await orExplain(async () => {
  const { dataDir } = readSettings();
  await prepareDataDir(dataDir);
  console.log(await makeInstructorToken(dataDir));
});
