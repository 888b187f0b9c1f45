import { dirname } from "node:path";
import { copyDatabase } from "@/db/copy_database.ts";
import { DATABASE_FILE } from "@/db/open_database.ts";
import { BackupError } from "./backup_error.ts";
import { DATA_FILES, FORMAT, type Manifest } from "./manifest.ts";
import { describeFile, writeArchive } from "./write_archive.ts";

/**
 * Writes all of a data folder to one new file, while the site may run. The file gets its name when
 * it is whole and on the disk: a backup that breaks off leaves none.
 */
export async function makeBackup(dataDir: string, path: string): Promise<Manifest> {
  await requireDatabase(dataDir);
  await refuseExisting(path);
  // Beside its final place, so that it can be renamed; nobody else may look into it.
  const folder = dirname(path);
  const aside = await Deno.makeTempDir({ dir: folder, prefix: ".truthlab-backup-" });
  try {
    const migration = await copyDatabase(dataDir, `${aside}/${DATABASE_FILE}`);
    const names = await copyOthers(dataDir, aside);
    const files = await Promise.all(names.map((name) => describeFile(aside, name)));
    const createdAt = new Date().toISOString();
    const manifest: Manifest = { format: FORMAT, createdAt, migration, files };
    await writeArchive(`${aside}/backup.tar`, { folder: aside, manifest });
    await refuseExisting(path);
    await Deno.rename(`${aside}/backup.tar`, path);
    await syncFolder(folder);
    return manifest;
  } finally {
    await Deno.remove(aside, { recursive: true });
  }
}

async function requireDatabase(dataDir: string): Promise<void> {
  try {
    await Deno.lstat(`${dataDir}/${DATABASE_FILE}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BackupError(
      `There is no ${DATABASE_FILE} in ${dataDir}: set DATA_DIR to the site's data folder`,
    );
  }
}

async function refuseExisting(path: string): Promise<void> {
  try {
    await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new BackupError(`${path} is there already: name another file`);
}

/** Copies what is in the folder besides the database, and lists all that is to be packed. */
async function copyOthers(dataDir: string, aside: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of DATA_FILES) {
    if (name !== DATABASE_FILE) {
      try {
        await Deno.copyFile(`${dataDir}/${name}`, `${aside}/${name}`);
      } catch (error) {
        // A folder that never served a site has no key and no token yet.
        if (error instanceof Deno.errors.NotFound) continue;
        throw error;
      }
    }
    names.push(name);
  }
  return names;
}

/** A new name is on the disk when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await Deno.open(folder);
  try {
    await opened.sync();
  } finally {
    opened.close();
  }
}
