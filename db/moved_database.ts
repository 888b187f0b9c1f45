import { DatabaseError } from "./database_error.ts";
import { withoutSecrets } from "./describe_trouble.ts";

/**
 * Lies in a data folder whose database now lives on a server. The file that it was stays, and without
 * this mark a setting that is lost would make a site, or a nightly backup, go on with that.
 */
export const MOVED_FILE = "moved-to-postgresql";

/** Marks a data folder: its database is at `url` from now on. */
export async function markMoved(dataDir: string, url: string): Promise<void> {
  const text = `${withoutSecrets(url)} at ${new Date().toISOString()}\n`;
  await Deno.writeTextFile(`${dataDir}/${MOVED_FILE}`, text, { mode: 0o600 });
}

/**
 * For whoever is about to use the database's file in a data folder.
 *
 * @throws DatabaseError where it was moved to a server.
 */
export async function refuseMoved(dataDir: string): Promise<void> {
  const path = `${dataDir}/${MOVED_FILE}`;
  let where: string;
  try {
    where = (await Deno.readTextFile(path)).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new DatabaseError(
    `The database in ${dataDir} was moved to ${where}: set DATABASE_URL; ` +
      `or delete ${path} to go back to what it was then`,
  );
}
