import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { DATABASE_FILE } from "@/db/open_database.ts";
import { BackupError } from "./backup_error.ts";
import { DATA_FILES, FORMAT, type Manifest, MANIFEST_FILE } from "./manifest.ts";
import { describeFile, writeFile } from "./write_archive.ts";

/** A manifest is small; what says otherwise is none of ours. */
const MANIFEST_BYTES_MAX = 100_000;

/**
 * Unpacks an archive into a folder and checks every byte of it.
 *
 * @throws BackupError where anything is missing, damaged or unknown.
 */
export async function readArchive(path: string, folder: string): Promise<Manifest> {
  const archive = await openArchive(path);
  let manifest: Manifest | undefined;
  try {
    for await (const entry of archive.readable.pipeThrough(createTarDecoder({ strict: true }))) {
      if (manifest === undefined) manifest = await readManifest(path, entry);
      else await unpack(path, { entry, manifest, folder });
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    // The disk's own troubles are not the archive's.
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") throw error;
    throw damaged(path, (error as Error).message.replace(/\.$/, ""), error);
  }
  if (manifest === undefined) throw damaged(path, "it is empty");
  for (const { name, bytes, sha256 } of manifest.files) {
    const found = await describeFile(folder, name).catch(() => undefined);
    if (found === undefined) throw damaged(path, `${name} is missing`);
    if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw damaged(path, `${name} has another checksum than the manifest says`);
    }
  }
  return manifest;
}

async function openArchive(path: string): Promise<Deno.FsFile> {
  try {
    if ((await Deno.stat(path)).isDirectory) throw new BackupError(`${path} is a folder`);
    return await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new BackupError(`There is no file ${path}`);
    throw error;
  }
}

async function readManifest(path: string, { header, body }: ParsedTarEntry): Promise<Manifest> {
  if (header.name !== MANIFEST_FILE || header.size > MANIFEST_BYTES_MAX) {
    throw new BackupError(`${path} is not a backup of Truthlab: it has no ${MANIFEST_FILE}`);
  }
  const manifest: Manifest = await new Response(body).json();
  if (manifest.format !== FORMAT) {
    throw new BackupError(
      `${path} has format ${manifest.format}, and this program reads format ${FORMAT}: update it`,
    );
  }
  const names = manifest.files.map(({ name }) => name);
  if (!names.includes(DATABASE_FILE)) throw damaged(path, `${DATABASE_FILE} is missing`);
  const unknown = names.find((name) => !DATA_FILES.includes(name));
  if (unknown !== undefined) throw damaged(path, `it lists ${unknown}, which is no file of ours`);
  return manifest;
}

async function unpack(
  path: string,
  { entry, manifest, folder }: {
    readonly entry: ParsedTarEntry;
    readonly manifest: Manifest;
    readonly folder: string;
  },
): Promise<void> {
  const { name, type, size } = entry.header;
  const listed = manifest.files.find((file) => file.name === name);
  if (type !== "file" || listed === undefined) {
    throw damaged(path, `it holds ${name}, which its manifest does not list`);
  }
  // Looked at before it is written: what swells must not fill the disk.
  if (size !== listed.bytes) {
    throw damaged(path, `${name} has ${size} bytes, and its manifest says ${listed.bytes}`);
  }
  await writeFile(`${folder}/${name}`, entry.body);
}

function damaged(path: string, what: string, cause?: unknown): BackupError {
  return new BackupError(`${path} is damaged: ${what}. Take another backup`, { cause });
}
