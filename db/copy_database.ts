import { backup, DatabaseSync } from "node:sqlite";
import { DatabaseError } from "./database_error.ts";
import { refuseMoved } from "./moved_database.ts";
import { DATABASE_FILE } from "./open_database.ts";

/** All pages at once: the copy is of one instant, and a writer cannot make it begin anew. */
const ALL_PAGES = 2 ** 31 - 1;
/** How long the copy waits for another process's checkpoint. */
const BUSY_MS_MAX = 5_000;

/**
 * Copies the database of a data folder to a new file while others go on writing: in WAL mode a
 * reader keeps nobody from it (https://sqlite.org/backup.html). The copy is whole and checked.
 *
 * @returns the last migration that was applied to it.
 */
export async function copyDatabase(dataDir: string, target: string): Promise<string> {
  await refuseMoved(dataDir);
  const source = new DatabaseSync(`${dataDir}/${DATABASE_FILE}`, { timeout: BUSY_MS_MAX });
  try {
    await backup(source, target, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(target);
  try {
    // Nothing of the copy may lie in a second file beside it.
    copy.exec("pragma journal_mode = delete");
    const { quick_check } = copy.prepare("pragma quick_check(1)").get() as Record<string, string>;
    if (quick_check !== "ok") {
      throw new DatabaseError("The database is damaged: restore the last backup");
    }
    const { name } = copy.prepare("select max(name) as name from kysely_migration").get() as {
      name: string;
    };
    return name;
  } finally {
    copy.close();
  }
}
