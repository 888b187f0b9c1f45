import assert from "node:assert/strict";
import { packTar, unpackTar } from "modern-tar";
import { sql } from "kysely";
import { makeInstructorToken, TOKEN_FILE } from "@/auth/instructor_token.ts";
import { KEY_FILE, openSigner } from "@/auth/signer.ts";
import { markMoved } from "@/db/moved_database.ts";
import { DATABASE_FILE, openDatabase } from "@/db/open_database.ts";
import { enqueue } from "@/db/queue.ts";
import { findSubmission } from "@/db/submissions.ts";
import { makeBackup } from "./make_backup.ts";
import { restoreBackup } from "./restore_backup.ts";

interface Setting {
  readonly dataDir: string;
  /** Where a backup may go. */
  readonly file: string;
  /** An empty folder to restore to. */
  readonly target: string;
}

/** A data folder with all that a site keeps, and one submission. */
async function withData(body: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const dataDir = `${folder}/data`;
    await Deno.mkdir(dataDir);
    await openSigner(dataDir);
    await makeInstructorToken(dataDir);
    const db = await openDatabase(dataDir);
    const rest = { learnerId: "ada", learnerName: "Ada", slug: "x", createdAt: "" };
    await enqueue(db, { id: "s1", source: "x".repeat(20_000), ...rest });
    await db.destroy();
    await body({ dataDir, file: `${folder}/backup.tar`, target: `${folder}/target` });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function listNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return names.sort();
}

async function hasSubmission(dataDir: string, id: string): Promise<boolean> {
  const db = await openDatabase(dataDir);
  try {
    return await findSubmission(db, id) !== undefined;
  } finally {
    await db.destroy();
  }
}

Deno.test("restoreBackup() brings back all that makeBackup() saw, for its owner only", () =>
  withData(async ({ dataDir, file, target }) => {
    const manifest = await makeBackup(dataDir, file);

    await restoreBackup(file, target);

    assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
    assert.deepEqual(manifest.files.map(({ name }) => name), [KEY_FILE, TOKEN_FILE, DATABASE_FILE]);
    assert.deepEqual(await listNames(target), [TOKEN_FILE, KEY_FILE, DATABASE_FILE].sort());
    for (const name of [KEY_FILE, TOKEN_FILE]) {
      const [before, after] = await Promise.all(
        [dataDir, target].map((folder) => Deno.readFile(`${folder}/${name}`)),
      );
      assert.deepEqual(after, before);
    }
    for (const name of await listNames(target)) {
      assert.equal((await Deno.stat(`${target}/${name}`)).mode! & 0o777, 0o600, name);
    }
    assert.ok(await hasSubmission(target, "s1"));
  }));

Deno.test("makeBackup() leaves nothing but its file, and never writes over one", () =>
  withData(async ({ dataDir, file }) => {
    await makeBackup(dataDir, file);
    const bytes = await Deno.readFile(file);

    await assert.rejects(makeBackup(dataDir, file), {
      name: "BackupError",
      message: `${file} is there already: name another file`,
    });

    assert.deepEqual(await Deno.readFile(file), bytes);
    assert.deepEqual(await listNames(file.replace(/\/[^/]*$/, "")), ["backup.tar", "data"]);
  }));

Deno.test("makeBackup() keeps no copy of a damaged database", () =>
  withData(async ({ dataDir, file }) => {
    const path = `${dataDir}/${DATABASE_FILE}`;
    const bytes = await Deno.readFile(path);
    bytes.fill(0xab, 4096);
    await Deno.writeFile(path, bytes);

    await assert.rejects(makeBackup(dataDir, file), /damaged|malformed/);

    assert.deepEqual(await listNames(file.replace(/\/[^/]*$/, "")), ["data"]);
  }));

Deno.test("restoreBackup() takes no file with any byte of its contents changed", () =>
  withData(async ({ dataDir, file, target }) => {
    await makeBackup(dataDir, file);
    const bytes = await Deno.readFile(file);
    // In the manifest, the key, the token's hash, the database's first page, and its last.
    const text = new TextDecoder("latin1").decode(bytes);
    const places = [
      text.indexOf('"sha256"') + 12,
      text.indexOf(KEY_FILE, 2_000) + 512,
      text.indexOf(TOKEN_FILE, 2_000) + 512,
      text.indexOf("SQLite format 3"),
      text.lastIndexOf("xxxx"),
    ];
    for (const place of places) {
      const damaged = bytes.slice();
      damaged[place] ^= 1;
      await Deno.writeFile(file, damaged);

      await assert.rejects(restoreBackup(file, target), {
        name: "BackupError",
        message: /backup\.tar is damaged: .*\. Take another backup$/,
      }, `byte ${place}`);

      assert.deepEqual(await listNames(target), []);
    }
  }));

Deno.test("restoreBackup() takes no file that was cut short", () =>
  withData(async ({ dataDir, file, target }) => {
    await makeBackup(dataDir, file);
    const bytes = await Deno.readFile(file);
    for (const length of [0, 100, 512, 700, 2_000, bytes.length >> 1, bytes.length - 3_000]) {
      await Deno.writeFile(file, bytes.slice(0, length));

      await assert.rejects(restoreBackup(file, target), { name: "BackupError" }, `${length}`);

      assert.deepEqual(await listNames(target), []);
    }
  }));

Deno.test("restoreBackup() takes no file that is something else", () =>
  withData(async ({ file, target }) => {
    await Deno.writeTextFile(file, "not an archive, ".repeat(1_000));
    await assert.rejects(restoreBackup(file, target), { name: "BackupError" });

    const data = new TextEncoder().encode("{}");
    await Deno.writeFile(file, await packTar([{ header: { name: "a.txt", size: 2 }, body: data }]));
    await assert.rejects(restoreBackup(file, target), /is not a backup of Truthlab/);

    await assert.rejects(restoreBackup(`${file}.none`, target), /^BackupError: There is no file/);
  }));

Deno.test("restoreBackup() unpacks nothing that its manifest does not list", () =>
  withData(async ({ dataDir, file, target }) => {
    await makeBackup(dataDir, file);
    const entries = await unpackTar(await Deno.readFile(file));
    const extra = { name: "../escaped", size: 1, type: "file" } as const;
    entries.push({ header: extra, data: new Uint8Array(1) });
    await Deno.writeFile(file, await packTar(entries));

    await assert.rejects(restoreBackup(file, target), /which its manifest does not list/);

    assert.deepEqual(await listNames(target), []);
  }));

Deno.test("restoreBackup() writes no file that is longer than its manifest says", () =>
  withData(async ({ dataDir, file, target }) => {
    await makeBackup(dataDir, file);
    const entries = await unpackTar(await Deno.readFile(file));
    const last = entries.at(-1)!;
    const data = new Uint8Array(last.header.size! + 1_000_000);
    entries[entries.length - 1] = { header: { ...last.header, size: data.length }, data };
    await Deno.writeFile(file, await packTar(entries));

    await assert.rejects(restoreBackup(file, target), /bytes, and its manifest says/);

    assert.deepEqual(await listNames(target), []);
  }));

Deno.test("restoreBackup() takes no manifest of another shape", () =>
  withData(async ({ dataDir, file, target }) => {
    await makeBackup(dataDir, file);
    const [{ header }, ...rest] = await unpackTar(await Deno.readFile(file));
    const manifests: unknown[] = [null, 3, [], { format: 1 }, { format: 1, files: 3 }];
    manifests.push({ format: 1, files: [3] }, { format: 1, files: [{ name: "../x" }] });
    manifests.push({ format: 1, files: [{ name: DATABASE_FILE }] });
    for (const manifest of manifests) {
      const data = new TextEncoder().encode(JSON.stringify(manifest));
      const first = { header: { ...header, size: data.length }, data };
      await Deno.writeFile(file, await packTar([first, ...rest]));

      await assert.rejects(restoreBackup(file, target), { name: "BackupError" });

      assert.deepEqual(await listNames(target), []);
    }
  }));

Deno.test("restoreBackup() refuses a schema that is newer than the program", () =>
  withData(async ({ dataDir, file, target }) => {
    const db = await openDatabase(dataDir);
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(db);
    await db.destroy();
    const { migration } = await makeBackup(dataDir, file);

    await assert.rejects(restoreBackup(file, target), {
      name: "DatabaseError",
      message: /newer version of this program \(it has migration 9999_later\)/,
    });

    assert.equal(migration, "9999_later");
    assert.deepEqual(await listNames(target), []);
  }));

Deno.test("restoreBackup() replaces nothing unless told, and then moves it aside", () =>
  withData(async ({ dataDir, file }) => {
    await makeBackup(dataDir, file);
    const db = await openDatabase(dataDir);
    const rest = { learnerId: "bob", learnerName: "Bob", slug: "x", source: "", createdAt: "" };
    await enqueue(db, { id: "s2", ...rest });
    await db.destroy();

    await assert.rejects(restoreBackup(file, dataDir), /is not empty: with --replace/);
    assert.ok(await hasSubmission(dataDir, "s2"));
    const { replaced } = await restoreBackup(file, dataDir, { replaces: true });

    assert.ok(await hasSubmission(dataDir, "s1"));
    assert.equal(await hasSubmission(dataDir, "s2"), false);
    assert.ok(await hasSubmission(replaced!, "s2"));
  }));

Deno.test("restoreBackup() mends a data folder whose database is damaged", () =>
  withData(async ({ dataDir, file }) => {
    await makeBackup(dataDir, file);
    await Deno.writeTextFile(`${dataDir}/${DATABASE_FILE}`, "not a database, ".repeat(100));

    await restoreBackup(file, dataDir, { replaces: true });

    assert.ok(await hasSubmission(dataDir, "s1"));
  }));

Deno.test("restoreBackup() never replaces a database that is in use", () =>
  withData(async ({ dataDir, file }) => {
    await makeBackup(dataDir, file);
    const db = await openDatabase(dataDir);

    await assert.rejects(restoreBackup(file, dataDir, { replaces: true }), {
      name: "DatabaseError",
      message: /^A running site uses .*: stop it first$/,
    });

    await db.destroy();
    assert.ok(await hasSubmission(dataDir, "s1"));
  }));

Deno.test("makeBackup() refuses data that were moved to a server; a restore brings them back", () =>
  withData(async ({ dataDir, file }) => {
    await makeBackup(dataDir, file);
    await markMoved(dataDir, "postgres://db.example.org/truthlab");

    await assert.rejects(makeBackup(dataDir, `${file}.2`), /was moved to postgres:/);
    await restoreBackup(file, dataDir, { replaces: true });

    assert.ok(await hasSubmission(dataDir, "s1"));
  }));

Deno.test("restoreBackup() leaves the backup where it lies, be it in the data folder", () =>
  withData(async ({ dataDir }) => {
    const file = `${dataDir}/today.tar`;
    await makeBackup(dataDir, file);

    for (let times = 0; times < 2; times++) await restoreBackup(file, dataDir, { replaces: true });

    assert.ok(await hasSubmission(dataDir, "s1"));
  }));
