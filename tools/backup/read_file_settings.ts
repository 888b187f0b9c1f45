import { readSettings, type Settings } from "@/serve.ts";
import { BackupError } from "./backup_error.ts";

/**
 * The settings of a site whose database is a file in its data folder.
 *
 * @throws BackupError where it lies on a server: a copy without it would look like a backup.
 */
export function readFileSettings(): Settings {
  const settings = readSettings();
  if (settings.databaseUrl === undefined) return settings;
  throw new BackupError(
    "DATABASE_URL is set: the database lies on a PostgreSQL server and is backed up and restored " +
      `with pg_dump and pg_restore; what else is kept lies in ${settings.dataDir} (docs/operations.md)`,
  );
}
