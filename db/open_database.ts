import { Kysely, sql, type SqliteDatabase } from "kysely";
import { DatabaseError } from "./database_error.ts";
import { describeTrouble } from "./describe_trouble.ts";
import { migrate } from "./migrate.ts";
import { refuseMoved } from "./moved_database.ts";
import type { Database } from "./schema.ts";
import { AtomicSqliteDialect, BUSY_MS_MAX, openSqlite } from "./sqlite_database.ts";

/** The database's file in the data folder. */
export const DATABASE_FILE = "truthlab.sqlite";

/**
 * Opens a database and brings it up to date: the one at an address on a PostgreSQL server, or the
 * file in a data folder, which is made where it is missing.
 *
 * @throws DatabaseError, in one line for the operator.
 */
export async function openDatabase(dataDir: string, url?: string): Promise<Database> {
  return url === undefined ? await openFile(dataDir) : await openAddress(url);
}

async function openAddress(url: string): Promise<Database> {
  // Most sites never need the driver.
  const { openPostgres } = await import("./postgres_database.ts");
  const db: Database = new Kysely({ dialect: openPostgres(url) });
  try {
    await checkVersion(db);
    await migrate(db as unknown as Kysely<never>);
    return db;
  } catch (error) {
    await db.destroy();
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(describeTrouble(error, url), { cause: error });
  }
}

/** Older ones lack what we use, or are no longer mended. */
const POSTGRES_VERSION_MIN = 15;

async function checkVersion(db: Database): Promise<void> {
  const { rows } = await sql<{ version: string }>`
    select current_setting('server_version') as version`.execute(db);
  if (parseInt(rows[0].version) >= POSTGRES_VERSION_MIN) return;
  throw new DatabaseError(
    `The database server has PostgreSQL ${rows[0].version}: use ${POSTGRES_VERSION_MIN} or later`,
  );
}

async function openFile(dataDir: string): Promise<Database> {
  await refuseMoved(dataDir);
  const path = `${dataDir}/${DATABASE_FILE}`;
  let db: Database | undefined;
  try {
    makePrivate(path);
    const database = openSqlite(path);
    checkHealth(database);
    db = new Kysely({ dialect: new AtomicSqliteDialect({ database }) });
    waitFor(database, MIGRATION_MS_MAX);
    await migrate(db as unknown as Kysely<never>);
    waitFor(database, BUSY_MS_MAX);
    return db;
  } catch (error) {
    await db?.destroy();
    throw describe(error, path);
  }
}

/**
 * Makes the file for its owner alone, wherever the folder may be looked into: it holds addresses and
 * hashes of passwords. What SQLite writes beside it has the same mode. One that is there keeps its own.
 */
function makePrivate(path: string): void {
  try {
    Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
  } catch {
    // It is there, or cannot be made: SQLite says why.
  }
}

/** How long a process that starts waits while another migrates what a large class has left. */
const MIGRATION_MS_MAX = 120_000;

function waitFor(database: SqliteDatabase, ms: number): void {
  database.prepare(`pragma busy_timeout = ${ms}`).all([]);
}

/** Damage is found now, in one line for the operator, rather than by some learner's request. */
function checkHealth(database: SqliteDatabase): void {
  const [found] = database.prepare("pragma quick_check(1)").all([]) as { quick_check: string }[];
  if (found.quick_check === "ok") return;
  throw new DatabaseError("The database is damaged: restore the last backup");
}

/** SQLite's own words for its result codes (https://sqlite.org/rescode.html), and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  "database is locked": "another process keeps it locked: stop that process",
  "attempt to write a readonly database":
    "it cannot be written: give this user write permission, or set DATA_DIR to another folder",
  "disk I/O error": "the disk reports an error: check the disk, then restore the last backup",
  "database disk image is malformed": "it is damaged: restore the last backup",
  "database or disk is full": "the disk is full: make room",
  "unable to open database file":
    "it cannot be opened: set DATA_DIR to a folder that can be written",
  "file is not a database": "it is not a database: move it away, or restore the last backup",
};

function describe(error: unknown, path: string): Error {
  if (error instanceof DatabaseError) {
    return new DatabaseError(`${error.message} (${path})`, { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  const known = Object.keys(REASONS).find((words) => message.startsWith(words));
  const reason = known === undefined ? message : REASONS[known];
  return new DatabaseError(`Cannot use the database ${path}: ${reason}`, { cause: error });
}
