import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as submissions from "./migrations/0001_submissions.ts";
import * as drafts from "./migrations/0002_drafts.ts";
import * as audit from "./migrations/0003_audit.ts";
import * as tokens from "./migrations/0004_tokens.ts";
import * as cohorts from "./migrations/0005_cohorts.ts";
import * as accounts from "./migrations/0006_accounts.ts";
import * as regrades from "./migrations/0007_regrades.ts";
import * as credentials from "./migrations/0008_credentials.ts";
import * as draftBegun from "./migrations/0009_draft_begun.ts";
import * as hints from "./migrations/0010_hints.ts";
import * as shares from "./migrations/0011_shares.ts";
import * as limits from "./migrations/0012_limits.ts";
import * as resetLinks from "./migrations/0013_reset_links.ts";
import * as cohortRegrades from "./migrations/0014_cohort_regrades.ts";
import * as largeClass from "./migrations/0015_large_class.ts";
import * as decidedRegrades from "./migrations/0016_decided_regrades.ts";
import * as chargeOfCohorts from "./migrations/0017_charge_of_cohorts.ts";
import { DatabaseError } from "./database_error.ts";

/** All there are, in order. One that was released is never changed: a new one follows it. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001_submissions": submissions,
  "0002_drafts": drafts,
  "0003_audit": audit,
  "0004_tokens": tokens,
  "0005_cohorts": cohorts,
  "0006_accounts": accounts,
  "0007_regrades": regrades,
  "0008_credentials": credentials,
  "0009_draft_begun": draftBegun,
  "0010_hints": hints,
  "0011_shares": shares,
  "0012_limits": limits,
  "0013_reset_links": resetLinks,
  "0014_cohort_regrades": cohortRegrades,
  "0015_large_class": largeClass,
  "0016_decided_regrades": decidedRegrades,
  "0017_charge_of_cohorts": chargeOfCohorts,
};

/**
 * Brings a database up to this program's version.
 *
 * @throws DatabaseError when the database is newer than the program, or a migration fails.
 */
export async function migrate(db: Kysely<never>): Promise<void> {
  const unknown = (await appliedMigrations(db)).find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown !== undefined) {
    throw new DatabaseError(
      `The database was made by a newer version of this program (it has migration ${unknown}): ` +
        "update the program, or set DATA_DIR to another folder",
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function appliedMigrations(db: Kysely<never>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}
