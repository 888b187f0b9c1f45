import type { Client } from "pg";
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

/** All tables and nothing in them: to copy it takes a fraction of making it. */
const TEMPLATE = "template_of_tests";

async function makeDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await alone(server, async (client) => {
    const { rowCount } = await client.query(
      `select from pg_database where datname = '${TEMPLATE}'`,
    );
    if (rowCount === 0) {
      await client.query(`create database ${TEMPLATE}`);
      await (await openDatabase("", addressOf(server, TEMPLATE))).destroy();
    }
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  return {
    url: addressOf(server, name),
    drop: () =>
      connected(server, async (client) => {
        await client.query(`drop database ${name} with (force)`);
      }),
  };
}

function addressOf(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** Connects for as long as the body takes. */
async function connected(server: string, body: (client: Client) => Promise<void>): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await body(client);
  } finally {
    await client.end();
  }
}

/** Files run side by side: of two that find no template only one may make it. */
function alone(server: string, body: (client: Client) => Promise<void>): Promise<void> {
  return connected(server, async (client) => {
    // The lock goes with the connection.
    await client.query("select pg_advisory_lock(1)");
    await body(client);
  });
}
