import { DatabaseSync, type StatementSync } from "node:sqlite";
import { SqliteAdapter, type SqliteDatabase, SqliteDialect } from "kysely";
import { storageFault } from "./storage_fault.ts";

/** How long a statement waits for another process's transaction. */
export const BUSY_MS_MAX = 5_000;

/**
 * Opens a SQLite file in the shape that Kysely's dialect expects. What is committed is on the disk:
 * WAL with synchronous=FULL survives a kill at any instant and a power failure.
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: BUSY_MS_MAX });
  try {
    useLog(database);
    database.exec("pragma synchronous = full; pragma foreign_keys = on;");
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    close: () => database.close(),
    // A transaction that reads before it writes must not find somebody else in its way half-way.
    prepare: (sql) =>
      sql === "rollback"
        ? adaptRollback(database)
        : adapt(database.prepare(sql === "begin" ? "begin immediate" : sql)),
  };
}

/** How long whoever may not change the journal yet lets the others go on. */
const PAUSE_MS = 5;

/**
 * Turns on the write-ahead log. Of several processes that do so at once with a new file SQLite turns
 * all but one away, without the wait that it grants to statements: who waited would wait for one
 * that waits in turn (https://sqlite.org/c3ref/busy_handler.html). So we try again.
 */
function useLog(database: DatabaseSync): void {
  const endMs = performance.now() + BUSY_MS_MAX;
  for (;;) {
    try {
      // Not by `exec`, whose errors have no code.
      return void database.prepare("pragma journal_mode = wal").get();
    } catch (error) {
      if (storageFault(error) !== "busy" || performance.now() > endMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/**
 * Kysely's dialect, but that migrations are one transaction, as with PostgreSQL: SQLite undoes what
 * was done to tables like all else (https://sqlite.org/lang_transaction.html), which Kysely does not
 * count on. Else a kill half-way would leave a database that no version knows, and of two sites that
 * start at once both would make the same table.
 */
export class AtomicSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new AtomicSqliteAdapter();
  }
}

class AtomicSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * A full disk makes SQLite roll back by itself. To ask for it again would be an error of its own,
 * and hide the one that matters.
 */
function adaptRollback(database: DatabaseSync): ReturnType<SqliteDatabase["prepare"]> {
  const statement = adapt(database.prepare("rollback"));
  const nothing = { changes: 0, lastInsertRowid: 0 };
  return {
    ...statement,
    run: (values) => database.isTransaction ? statement.run(values) : nothing,
  };
}

type Values = Parameters<StatementSync["all"]>;

function adapt(statement: StatementSync): ReturnType<SqliteDatabase["prepare"]> {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...values as Values),
    run: (values) => statement.run(...values as Values),
    iterate: (values) => statement.iterate(...values as Values) as IterableIterator<unknown>,
  };
}
