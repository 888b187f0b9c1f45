/** Puts a backup into the data folder. `deno task restore --help` says how. */
import { BackupError } from "./backup/backup_error.ts";
import { restoreBackup } from "./backup/restore_backup.ts";
import { readFileSettings } from "./backup/read_file_settings.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";

const HELP = `Puts a backup into the data folder, once every byte of it is checked.

  deno task restore FILE [--replace]

  FILE       what "deno task backup" wrote
  --replace  where the data folder is not empty: move what is there into a folder within it

The data folder is the one of DATA_DIR. Stop the site first: one that runs is never replaced.
Exit code: 0 done, 1 nothing was restored, ${EXIT_USAGE} wrong use.`;

await runCommand({
  help: HELP,
  options: { replace: { type: "boolean", default: false } },
  words: [1, 1],
  async run({ replace }, [file]) {
    const { dataDir } = readFileSettings();
    const { manifest, replaced } = await restoreBackup(file, dataDir, { replaces: replace });
    console.log(`${dataDir}: as it was at ${manifest.createdAt}`);
    if (replaced !== undefined) console.log(`What was there before is in ${replaced}`);
  },
  codeOf: (error) => error instanceof BackupError ? 1 : undefined,
});
