/** Backs the data folder up while the site runs. `deno task backup --help` says how. */
import { BackupError } from "./backup/backup_error.ts";
import { makeBackup } from "./backup/make_backup.ts";
import { readFileSettings } from "./backup/read_file_settings.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";

const HELP = `Writes all of the data folder to one file, while the site may run.

  deno task backup [FILE]

  FILE  a new file; without it, truthlab-TIME.tar in this folder

The data folder is the one of DATA_DIR. The file holds the database, the key that signs cookies, and
the hash of the instructor's token, with their checksums: keep it as you would keep a password.
Exit code: 0 done, 1 no backup was made, ${EXIT_USAGE} wrong use.`;

await runCommand({
  help: HELP,
  words: [0, 1],
  async run(_, [file = defaultName()]) {
    const { dataDir } = readFileSettings();
    const { files } = await makeBackup(dataDir, file);
    const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
    console.log(`${file}: ${files.map(({ name }) => name).join(", ")}, ${bytes} bytes`);
  },
  codeOf: (error) => error instanceof BackupError ? 1 : undefined,
});

function defaultName(): string {
  return `truthlab-${new Date().toISOString().replaceAll(":", "").replace(/\.\d+/, "")}.tar`;
}
