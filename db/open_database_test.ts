import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { markMoved } from "./moved_database.ts";
import { DATABASE_FILE, openDatabase } from "./open_database.ts";
import { BUSY_MS_MAX } from "./sqlite_database.ts";

async function withFolder(body: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    await body(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("openDatabase() makes a durable database, and opens it again", () =>
  withFolder(async (dataDir) => {
    for (let times = 0; times < 2; times++) {
      const db = await openDatabase(dataDir);
      const mode = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
      const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
      const patience = await sql<{ timeout: number }>`pragma busy_timeout`.execute(db);
      await db.destroy();

      assert.equal(mode.rows[0].journal_mode, "wal");
      assert.equal(synchronous.rows[0].synchronous, 2);
      assert.equal(patience.rows[0].timeout, BUSY_MS_MAX);
    }
  }));

Deno.test("openDatabase() makes files that nobody but their owner reads", () =>
  withFolder(async (dataDir) => {
    await Deno.chmod(dataDir, 0o755);
    const db = await openDatabase(dataDir);

    const files = await Array.fromAsync(Deno.readDir(dataDir));
    const modes = files.map(({ name }) => Deno.statSync(`${dataDir}/${name}`).mode! & 0o077);
    await db.destroy();

    assert.ok(modes.length > 1, "what SQLite writes beside it is there");
    assert.deepEqual(modes, modes.map(() => 0));
  }));

Deno.test("openDatabase() refuses a database that is newer than the program", () =>
  withFolder(async (dataDir) => {
    const db = await openDatabase(dataDir);
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(db);
    await db.destroy();

    await assert.rejects(openDatabase(dataDir), {
      name: "DatabaseError",
      message: /newer version of this program \(it has migration 9999_later\)/,
    });
  }));

Deno.test("openDatabase() migrates wholly or not at all, and goes on once nothing is in the way", () =>
  withFolder(async (dataDir) => {
    const path = `${dataDir}/${DATABASE_FILE}`;
    const tablesNow = () => {
      using file = new DatabaseSync(path);
      const rows = file.prepare("select name from sqlite_master where type = 'table'").all();
      return rows.map(({ name }) => String(name)).filter((name) => !name.startsWith("kysely_"));
    };
    using file = new DatabaseSync(path);
    // One of the last migrations makes a table of this name.
    file.exec("create table used_tickets (id text)");
    file.close();

    await assert.rejects(openDatabase(dataDir), /table "used_tickets" already exists/);
    const left = tablesNow();
    using again = new DatabaseSync(path);
    again.exec("drop table used_tickets");
    again.close();
    await (await openDatabase(dataDir)).destroy();

    assert.deepEqual(left, ["used_tickets"]);
    assert.ok(tablesNow().includes("submissions"));
  }));

Deno.test("openDatabase() says in one line that a file is no database", () =>
  withFolder(async (dataDir) => {
    await Deno.writeTextFile(`${dataDir}/${DATABASE_FILE}`, "not a database, ".repeat(100));

    await assert.rejects(openDatabase(dataDir), {
      name: "DatabaseError",
      message: /^Cannot use the database .*: it is not a database: [^\n]*$/,
    });
  }));

Deno.test("openDatabase() says in one line that a folder is missing", () =>
  withFolder(async (dataDir) => {
    await assert.rejects(openDatabase(`${dataDir}/missing`), {
      name: "DatabaseError",
      message: /^Cannot use the database .*: it cannot be opened: [^\n]*$/,
    });
  }));

Deno.test("openDatabase() does not go on with a file whose database was moved to a server", () =>
  withFolder(async (dataDir) => {
    await (await openDatabase(dataDir)).destroy();
    await markMoved(dataDir, "postgres://ada:secret@db.example.org:5432/truthlab");

    await assert.rejects(openDatabase(dataDir), (error: Error) => {
      assert.match(error.message, /moved to postgres:\/\/ada@db\.example\.org:5432\/truthlab at /);
      assert.match(error.message, /: set DATABASE_URL; or delete /);
      return true;
    });
  }));
