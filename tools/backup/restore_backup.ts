import { resolve } from "node:path";
import { holdDatabase } from "@/db/hold_database.ts";
import { DATABASE_FILE, openDatabase } from "@/db/open_database.ts";
import { BackupError } from "./backup_error.ts";
import { syncFolder } from "./make_backup.ts";
import { DATA_FILES, type Manifest } from "./manifest.ts";
import { readArchive } from "./read_archive.ts";

export interface Restored {
  readonly manifest: Manifest;
  /** Where the data went that were there before. */
  readonly replaced?: string;
}

/** A disk's own folder, what an earlier restore moved away, and what one that broke off left. */
const OTHERS = /^(?:lost\+found|replaced-.*|\.restore-.*)$/;

/**
 * Puts a backup into a data folder that nobody uses, once all of it is checked. Nothing is deleted:
 * what was there is moved into a folder of its own, and only where `replaces` says so. The backup
 * itself may lie in the data folder, and stays there.
 */
export async function restoreBackup(
  path: string,
  dataDir: string,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<Restored> {
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const present = (await listPresent(dataDir))
    .filter((name) => resolve(dataDir, name) !== resolve(path));
  const release = present.includes(DATABASE_FILE) ? holdDatabase(dataDir) : () => {};
  const aside = await Deno.makeTempDir({ dir: dataDir, prefix: ".restore-" });
  try {
    if (present.length > 0 && !replaces) {
      throw new BackupError(
        `The data folder ${dataDir} is not empty: with --replace what is there is moved aside, ` +
          "or set DATA_DIR to another folder",
      );
    }
    const manifest = await readArchive(path, aside);
    // Opened as the site will: that checks the pages, refuses what is newer, updates what is older.
    await (await openDatabase(aside)).destroy();
    release();
    const replaced = present.length > 0 ? await moveAway(dataDir, present) : undefined;
    await moveIn(dataDir, aside);
    return { manifest, replaced };
  } finally {
    release();
    await Deno.remove(aside, { recursive: true });
  }
}

async function listPresent(dataDir: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(dataDir)) if (!OTHERS.test(name)) names.push(name);
  return names;
}

async function moveAway(dataDir: string, names: readonly string[]): Promise<string> {
  const time = new Date().toISOString().replaceAll(":", "");
  const folder = `${dataDir}/replaced-${time}`;
  await Deno.mkdir(folder, { mode: 0o700 });
  for (const name of names) {
    await Deno.rename(`${dataDir}/${name}`, `${folder}/${name}`).catch((error) => {
      // Letting go of the database has ended its journal.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  return folder;
}

async function moveIn(dataDir: string, aside: string): Promise<void> {
  for (const name of DATA_FILES) {
    await Deno.rename(`${aside}/${name}`, `${dataDir}/${name}`).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await syncFolder(dataDir);
}
