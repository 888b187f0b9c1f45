/** What an operator reads when the site cannot start, or cannot go on; and that nothing is lost. */
import assert from "node:assert/strict";
import { DATABASE_FILE } from "@/db/open_database.ts";
import { findWalls } from "@/sandbox/walls.ts";
import { type Site, startSite, type Wrapper } from "./start_site.ts";

const SLUG = "vector-clock";
const { hasNamespaces } = await findWalls();

async function withFolder(body: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    await body(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** All that is said by a site that does not start. */
async function refusalOf(...args: Parameters<typeof startSite>): Promise<string> {
  try {
    const site = await startSite(...args);
    await site.stop();
    return assert.fail("It started");
  } catch (error) {
    return (error as Error).message.replace(/^.*and it said: /, "").trim();
  }
}

function assertOneLine(said: string, pattern: RegExp): void {
  assert.equal(said.split("\n").length, 1, said);
  assert.match(said, pattern);
}

async function submit(site: Site, source: string): Promise<Response> {
  return await fetch(`${site.url}/api/submissions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ slug: SLUG, source }),
  });
}

/** Our own file system, but for what the options change. */
function inside(...options: string[]): Wrapper {
  return ["bwrap", "--die-with-parent", "--dev-bind", "/", "/", ...options];
}

Deno.test("a port in use is told in one line, and who uses it goes on", () =>
  withFolder(async (dataDir) => {
    const first = await startSite();
    const { port } = new URL(first.url);

    const said = await refusalOf(dataDir, { PORT: port });

    assertOneLine(said, new RegExp(`^Cannot start: Port ${port} is in use: stop what uses it`));
    const response = await submit(first, "export const a = 1;");
    assert.equal(response.status, 201);
    await response.body?.cancel();
    assert.equal(await first.stop(), 0);
  }));

Deno.test("two sites that start at once on a new folder both start, and one shows the token", () =>
  withFolder(async (dataDir) => {
    const sites = await Promise.all([startSite(dataDir), startSite(dataDir)]);

    assert.equal(sites.filter(({ token }) => token !== "").length, 1);
    for (const site of sites) assert.equal(await site.stop(), 0);
  }));

Deno.test("a database that is none is told in one line, and left as it is", () =>
  withFolder(async (dataDir) => {
    const path = `${dataDir}/${DATABASE_FILE}`;
    await Deno.writeTextFile(path, "these are no pages of a database\n".repeat(1_000));

    const said = await refusalOf(dataDir);

    assertOneLine(said, /^Cannot start: .*truthlab\.sqlite: it is not a database: .*backup$/);
    assert.match(await Deno.readTextFile(path), /^these are no pages/);
  }));

Deno.test("a damaged database is told in one line, and left as it is", () =>
  withFolder(async (dataDir) => {
    const path = `${dataDir}/${DATABASE_FILE}`;
    const site = await startSite(dataDir);
    await (await submit(site, `// ${"x".repeat(50_000)}`)).body?.cancel();
    assert.equal(await site.stop(), 0);
    const bytes = await Deno.readFile(path);
    // All pages but the first, which says that this is a database.
    bytes.fill(0xab, 4096);
    await Deno.writeFile(path, bytes);

    const said = await refusalOf(dataDir);

    assertOneLine(said, /^Cannot start: .*damaged: restore the last backup/);
    assert.deepEqual(await Deno.readFile(path), bytes);
  }));

Deno.test({
  name: "a data folder that cannot be written is told in one line",
  ignore: !hasNamespaces,
  fn: () =>
    withFolder(async (dataDir) => {
      const said = await refusalOf(dataDir, {}, inside("--ro-bind", dataDir, dataDir));

      assertOneLine(said, /^Cannot start: Cannot write to the data folder .*: set DATA_DIR/);
    }),
});

Deno.test({
  name: "a full disk refuses submissions and drafts in true words, and keeps what it has taken",
  ignore: !hasNamespaces,
  fn: () =>
    withFolder(async (dataDir) => {
      const tiny = inside("--size", "2000000", "--tmpfs", dataDir);
      const site = await startSite(dataDir, { SUBMISSIONS_PER_MINUTE: "1000" }, tiny);
      const taken: { id: string; cookie: string; source: string }[] = [];
      let refused: Response | undefined;
      // Does not parse, so that it takes room and no time. Where there is no room for much there may
      // be some for a little: what is asked for below finds none.
      const sources = [60_000, 600].map((length) => `export function (${"x".repeat(length)}`);
      for (const source of sources) {
        let isFull = false;
        while (!isFull && taken.length < 120) {
          const response = await submit(site, source);
          isFull = response.status !== 201;
          if (isFull) {
            await refused?.body?.cancel();
            refused = response;
          } else {
            const cookie = response.headers.get("set-cookie")!.split(";")[0];
            taken.push({ ...await response.json(), cookie, source });
          }
        }
      }
      const draft = await fetch(`${site.url}/api/exercises/${SLUG}/draft`, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ source: sources[0] }),
      });

      assert.equal(refused?.status, 503);
      assert.equal(refused.headers.get("retry-after"), "60");
      const { error } = await refused.json();
      assert.equal(error.code, "storage-full");
      assert.match(error.message, /was not stored\. Your program is still here/);
      assert.equal(draft.status, 503);
      await draft.body?.cancel();
      assert.match(site.printed(), /"event":"cannot-store","fault":"full"/);
      assert.ok(taken.length > 0);
      for (const { id, cookie, source } of taken) {
        const found = await fetch(`${site.url}/api/submissions/${id}`, { headers: { cookie } });
        assert.equal((await found.json()).source, source);
      }
      assert.equal((await fetch(`${site.url}/healthz`)).status, 200);
      await site.stop();
    }),
});
