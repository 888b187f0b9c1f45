/** Puts a backup into the data folder. `deno task restore --help` says how. */
import { restoreBackup } from "./backup/restore_backup.ts";
import { readFileSettings } from "./backup/read_file_settings.ts";
import { readCommand, runCommand } from "./backup/run_command.ts";
import { EXIT_USAGE, UsageError } from "./terminal/usage_error.ts";

const HELP = `Puts a backup into the data folder, once every byte of it is checked.

  deno task restore FILE [--replace]

  FILE       what "deno task backup" wrote
  --replace  where the data folder is not empty: move what is there into a folder within it

The data folder is the one of DATA_DIR. Stop the site first: one that runs is never replaced.
Exit code: 0 done, 1 nothing was restored, ${EXIT_USAGE} wrong use.`;

await runCommand(async () => {
  const { file, isHelp, replaces } = readCommand(Deno.args);
  if (isHelp) return console.log(HELP);
  if (file === undefined) throw new UsageError("Expected a backup: deno task restore FILE");
  const { dataDir } = readFileSettings();
  const { manifest, replaced } = await restoreBackup(file, dataDir, { replaces });
  console.log(`${dataDir}: as it was at ${manifest.createdAt}`);
  if (replaced !== undefined) console.log(`What was there before is in ${replaced}`);
});
