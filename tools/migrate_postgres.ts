/** Moves a SQLite database to PostgreSQL. `deno task migrate:postgres --help` says how. */
import { holdDatabase } from "@/db/hold_database.ts";
import { markMoved, MOVED_FILE } from "@/db/moved_database.ts";
import { openDatabase } from "@/db/open_database.ts";
import { readSettings } from "@/serve.ts";
import { copyTables, MigrationError } from "./migrate/copy_tables.ts";
import { runCommand } from "./terminal/run_command.ts";
import { EXIT_USAGE } from "./terminal/usage_error.ts";

const HELP = `Moves a site's database from its file in DATA_DIR to a PostgreSQL server.

  DATABASE_URL=postgres://USER:PASSWORD@HOST:PORT/NAME deno task migrate:postgres

Stop the site before. The database at DATABASE_URL must be there and empty. All rows are copied and
then compared one by one; where one differs nothing is moved. The file stays as it is: keep it until
the site has run on PostgreSQL for a while. A mark beside it, ${MOVED_FILE}, keeps a site and a
backup without DATABASE_URL from going on with it. DATA_DIR is still needed, for the keys in it.

Exit code: 0 moved, 1 nothing was moved, ${EXIT_USAGE} wrong use.`;

await runCommand({
  help: HELP,
  run: migrate,
  codeOf: (error) => error instanceof MigrationError ? 1 : undefined,
});

async function migrate(): Promise<void> {
  const { dataDir, databaseUrl } = readSettings();
  if (databaseUrl === undefined) {
    throw new MigrationError("DATABASE_URL is not set: it says where to move the database");
  }
  // A site that runs would go on with the file, and what it takes from now on would be left behind.
  holdDatabase(dataDir)();
  const source = await openDatabase(dataDir);
  const target = await openDatabase(dataDir, databaseUrl);
  try {
    await copyTables(source, target, ({ table, rows }) => {
      console.log(`${table.padEnd(20)} ${String(rows).padStart(8)} rows, all alike`);
    });
    await markMoved(dataDir, databaseUrl);
  } finally {
    await target.destroy();
    await source.destroy();
  }
}
