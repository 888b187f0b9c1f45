import { type Kysely, sql } from "kysely";
import type { Database } from "@/db/schema.ts";
import { transact } from "@/db/transact.ts";

/** Tells the operator in one line why nothing was moved. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** A table, with the columns that tell its rows apart. */
interface Table {
  readonly name: string;
  readonly key: readonly { readonly name: string; readonly isText: boolean }[];
  /** The tables that its rows speak of, which must be there before. */
  readonly needs: readonly string[];
}

export interface Copied {
  readonly table: string;
  readonly rows: number;
}

type Row = Record<string, unknown>;
/** Tables are known by name here, and by nothing else. */
type Tables = Kysely<Record<string, Row>>;

/** Rows that are read, written and compared together; a statement takes 65,535 values at most. */
const PAGE_ROWS = 500;
/** Kysely's own notes on migrations: both databases have theirs. */
const OWN = /^kysely_/;

/**
 * Copies all rows of one database into another that has the same tables and nothing in them, and
 * then compares them row by row, value by value: all of it or nothing. Nobody else writes to either
 * meanwhile.
 *
 * @param source a SQLite database.
 * @param target a PostgreSQL database.
 * @throws MigrationError when the target holds something, or a row is not what it was.
 */
export async function copyTables(
  source: Database,
  target: Database,
  onCopied: (copied: Copied) => void = () => {},
): Promise<void> {
  await transact(source, (from) =>
    transact(target, async (to) => {
      const [old, made] = [from, to].map((db) => db as unknown as Tables);
      const tables = inOrder(await readTables(old));
      for (const table of tables) await checkEmpty(made, table);
      for (const table of tables) await copyTable(old, made, table);
      for (const table of tables) {
        onCopied({ table: table.name, rows: await compareTable(old, made, table) });
      }
    }));
}

async function readTables(db: Tables): Promise<Table[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`.execute(db);
  const names = rows.map(({ name }) => name).filter((name) => !OWN.test(name));
  return await Promise.all(names.map(async (name) => {
    const columns = await sql<{ name: string; type: string; pk: number }>`
      select name, type, pk from pragma_table_info(${name}) order by pk, cid`.execute(db);
    const references = await sql<{ table: string }>`
      select "table" from pragma_foreign_key_list(${name})`.execute(db);
    const key = columns.rows.filter(({ pk }) => pk > 0);
    return {
      name,
      // Without a key of its own, a row is told apart by all that it holds.
      key: (key.length > 0 ? key : columns.rows).map((column) => ({
        name: column.name,
        isText: column.type.toLowerCase() === "text",
      })),
      needs: references.rows.map((row) => row.table).filter((other) => other !== name),
    };
  }));
}

/** Every table after those that it needs. */
function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = [];
  const visit = (table: Table) => {
    if (ordered.includes(table)) return;
    for (const { name } of tables.filter(({ name }) => table.needs.includes(name))) {
      visit(tables.find((other) => other.name === name)!);
    }
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}

async function checkEmpty(db: Tables, { name }: Table): Promise<void> {
  const found = await db.selectFrom(name).select(sql<number>`1`.as("one")).limit(1).execute();
  if (found.length === 0) return;
  throw new MigrationError(
    `The PostgreSQL database has rows in its table ${name}: name one in DATABASE_URL that is empty`,
  );
}

async function copyTable(from: Tables, to: Tables, table: Table): Promise<void> {
  for await (const rows of pagesOf(from, table)) {
    await to.insertInto(table.name).values(rows).execute();
  }
}

/** Compares what both hold. Returns how many rows they have. */
async function compareTable(from: Tables, to: Tables, table: Table): Promise<number> {
  const others = copiesOf(to, table);
  let count = 0;
  for await (const rows of pagesOf(from, table)) {
    const copies: readonly Row[] = (await others.next()).value ?? [];
    rows.forEach((row, index) => compareRows(table, row, copies[index]));
    count += rows.length;
  }
  const { done } = await others.next();
  if (!done) throw new MigrationError(`The table ${table.name} has got new rows`);
  return count;
}

function compareRows({ name, key }: Table, row: Row, copy: Row | undefined): void {
  const differing = Object.keys(row).find((column) => !Object.is(row[column], copy?.[column]));
  if (differing === undefined) return;
  const which = key.map((column) => `${column.name} ${row[column.name]}`).join(", ");
  throw new MigrationError(
    `Nothing was moved: in the table ${name} the row with ${which} did not keep its ${differing}`,
  );
}

/** All rows of a table of the SQLite database, page by page, in the order of its key. */
async function* pagesOf(db: Tables, { name, key }: Table): AsyncGenerator<readonly Row[]> {
  const order = sql.join(key.map((column) => sql.ref(column.name)));
  for (let offset = 0;; offset += PAGE_ROWS) {
    const { rows } = await sql<Row>`select * from ${sql.table(name)} order by ${order}
      limit ${PAGE_ROWS} offset ${offset}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
  }
}

/** The same of the copy. Text goes by its bytes, as in SQLite, whatever language the server speaks. */
async function* copiesOf(db: Tables, { name, key }: Table): AsyncGenerator<readonly Row[]> {
  const order = sql.join(
    key.map((column) =>
      column.isText ? sql`${sql.ref(column.name)} collate "C"` : sql.ref(column.name)
    ),
  );
  await sql`declare copies no scroll cursor for
    select * from ${sql.table(name)} order by ${order}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(PAGE_ROWS)} from copies`.execute(db);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close copies`.execute(db);
}
