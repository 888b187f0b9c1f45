import { openDatabase } from "@/db/open_database.ts";
import type { Database } from "@/db/schema.ts";

/** Where the data of one test lie, as the settings of a site name it. */
export interface Scratch {
  readonly dataDir: string;
  /** The address of a PostgreSQL database, where the tests run against one. */
  readonly url?: string;
  remove(): Promise<void>;
}

/** Set by the runner of tests where a PostgreSQL server is there to test against. */
const SERVER = "TEST_POSTGRES_URL";

/**
 * An empty place for data. A file that uses it runs twice: with SQLite, and with PostgreSQL
 * (`tools/test/groups.ts`).
 */
export async function makeScratch(): Promise<Scratch> {
  const dataDir = await Deno.makeTempDir();
  const server = Deno.env.get(SERVER);
  const database = server === undefined ? undefined : await makeDatabase(server);
  return {
    dataDir,
    url: database?.url,
    async remove() {
      await database?.drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** An empty database, opened, for as long as the body takes. */
export async function withDatabase(
  body: (db: Database, scratch: Scratch) => Promise<void>,
): Promise<void> {
  const scratch = await makeScratch();
  try {
    const db = await openDatabase(scratch.dataDir, scratch.url);
    try {
      await body(db, scratch);
    } finally {
      await db.destroy();
    }
  } finally {
    await scratch.remove();
  }
}

async function makeDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await ask(server, `create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => ask(server, `drop database ${name} with (force)`),
  };
}

async function ask(server: string, statement: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
