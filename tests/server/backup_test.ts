/** Backups of the real site while learners are at work, and what a sudden end leaves of them. */
import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { enqueue } from "@/db/queue.ts";
import { runTask, taskCommand } from "./run_task.ts";
import { type Site, startSite } from "./start_site.ts";

async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const command = (name: string, args: readonly string[], dataDir: string) =>
  taskCommand(name, args, { DATA_DIR: dataDir });
const run = (name: string, args: readonly string[], dataDir: string) =>
  runTask(name, args, { DATA_DIR: dataDir });

interface Stored {
  readonly id: string;
  readonly cookie: string;
  readonly source: string;
}

async function submit(site: Site, source: string): Promise<Stored> {
  const response = await fetch(`${site.url}/api/submissions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ slug: "vector-clock", source }),
  });
  assert.equal(response.status, 201);
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  return { ...await response.json(), cookie, source };
}

/** New learners submit, one after the other, until they are told to stop. */
function keepSubmitting(site: Site) {
  let isOver = false;
  let count = 0;
  const submitting = (async () => {
    // Does not parse, so that much is stored and little is computed.
    while (!isOver) await submit(site, `export function (${count++}${"x".repeat(20_000)}`);
  })();
  return {
    count: () => count,
    stop: async () => {
      isOver = true;
      await submitting;
    },
  };
}

Deno.test("a backup of a site at work holds all that was acknowledged before it began", () =>
  withFolder(async (folder) => {
    const [backup, restored] = [`${folder}/backup.tar`, `${folder}/restored`];
    const site = await startSite();
    const before = await Promise.all(
      Array.from({ length: 20 }, (_, index) => submit(site, `export function (${index}`)),
    );
    const load = keepSubmitting(site);

    const made = await run("backup", [backup], site.dataDir);
    const duringBackup = load.count();
    await load.stop();
    const inUse = await run("restore", [backup, "--replace"], site.dataDir);
    assert.equal((await fetch(`${site.url}/healthz`)).status, 200);
    assert.equal(await site.stop(), 0);
    const put = await run("restore", [backup], restored);
    const again = await startSite(restored);

    assert.equal(made.code, 0, made.said);
    assert.ok(duringBackup > 0);
    assert.equal(inUse.code, 1);
    assert.match(inUse.said, /^A running site uses .*: stop it first\n$/);
    assert.equal(put.code, 0, put.said);
    for (const { id, cookie, source } of before) {
      // The cookie was signed by the old site: the key came along.
      const found = await fetch(`${again.url}/api/submissions/${id}`, { headers: { cookie } });
      assert.equal(found.status, 200);
      assert.equal((await found.json()).source, source);
    }
    const teaching = await fetch(`${again.url}/teach/open`, {
      method: "POST",
      headers: { Origin: again.url },
      body: new URLSearchParams({ token: site.token }),
      redirect: "manual",
    });
    await teaching.body?.cancel();
    assert.match(teaching.headers.get("set-cookie") ?? "", /^session=/);
    assert.equal(await again.stop(), 0);
  }));

/** What is seen in the backup's folder when it has come so far. */
const STAGES: Readonly<Record<string, (names: readonly string[]) => boolean>> = {
  "it has begun": (names) => names.length > 0,
  "the database is being copied": (names) =>
    names.some((name) => name.endsWith("/truthlab.sqlite")),
  "the archive is being written": (names) => names.some((name) => name.endsWith(".tar")),
};

for (const [stage, isReached] of Object.entries(STAGES)) {
  Deno.test(`a backup that is killed when ${stage} leaves no half file by its name`, () =>
    withFolder(async (folder) => {
      const [dataDir, target] = [`${folder}/data`, `${folder}/backups`];
      await Deno.mkdir(dataDir);
      await Deno.mkdir(target);
      await fill(dataDir);
      const child = (await command("backup", [`${target}/one.tar`], dataDir)).spawn();
      let isOver = false;
      const ended = child.output().finally(() => isOver = true);

      while (!isOver && !isReached(await listBelow(target))) {
        // It looks again at once: what is waited for lasts for a moment only.
      }
      try {
        child.kill("SIGKILL");
      } catch {
        // It is gone, also where nobody has told us yet.
      }
      await ended;

      // On a slow machine it may be done before we end it: then the file is whole.
      if (!(await listBelow(target)).includes("one.tar")) {
        const second = await run("backup", [`${target}/one.tar`], dataDir);
        assert.equal(second.code, 0, second.said);
      }
      const put = await run("restore", [`${target}/one.tar`], `${folder}/restored`);
      assert.equal(put.code, 0, put.said);
    }));
}

/** Enough that copying it takes a while. */
async function fill(dataDir: string): Promise<void> {
  const db = await openDatabase(dataDir);
  const rest = { learnerId: "ada", learnerName: "Ada", slug: "x", createdAt: "" };
  for (let index = 0; index < 60; index++) {
    await enqueue(db, { id: `s${index}`, source: "x".repeat(1_000_000), ...rest });
  }
  await db.destroy();
}

async function listBelow(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    names.push(name);
    if (!isDirectory) continue;
    try {
      for await (const inner of Deno.readDir(`${folder}/${name}`)) {
        names.push(`${name}/${inner.name}`);
      }
    } catch (error) {
      // It ended while we looked.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return names;
}
