import { DatabaseSync } from "node:sqlite";
import { DatabaseError } from "./database_error.ts";
import { DATABASE_FILE } from "./open_database.ts";
import { storageFault } from "./storage_fault.ts";

/**
 * Keeps every other process away from the database of a data folder.
 *
 * @returns what lets them in again.
 * @throws DatabaseError when one of them uses it.
 */
export function holdDatabase(dataDir: string): () => unknown {
  const path = `${dataDir}/${DATABASE_FILE}`;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // Whoever has a database in WAL mode open holds a shared lock; the kernel ends it with them.
    database.exec("pragma locking_mode = exclusive");
    // Prepared, since then an error tells its code.
    database.prepare("begin exclusive").run();
    return () => database?.isOpen && database.close();
  } catch (error) {
    database?.close();
    if (storageFault(error) === "busy") {
      throw new DatabaseError(`A running site uses ${path}: stop it first`, { cause: error });
    }
    // Damaged, or no database at all: nobody can use that.
    return () => {};
  }
}
