import assert from "node:assert/strict";
import { type OfflineScope, serve } from "./serve.ts";

const ORIGIN = "https://truthlab.test";
const KEPT = {
  build: "b1d",
  files: ["/_fresh/a-1.js", "/styles.css?__frsh_c=b1d"],
  pages: ["/", "/offline"],
};

/** A cache by full addresses, as far as the worker uses one. */
class FakeCache {
  readonly entries = new Map<string, Response>();

  match(url: string, { ignoreSearch = false } = {}): Promise<Response | undefined> {
    const name = (url: string) => {
      const { pathname, search } = new URL(url, ORIGIN);
      return ignoreSearch ? pathname : pathname + search;
    };
    const found = [...this.entries].find(([each]) => name(each) === name(url));
    return Promise.resolve(found?.[1].clone());
  }

  put(url: string, response: Response): Promise<void> {
    this.entries.set(url, response);
    return Promise.resolve();
  }
}

class FakeCaches {
  readonly all = new Map<string, FakeCache>();

  keys = () => Promise.resolve([...this.all.keys()]);
  delete = (name: string) => Promise.resolve(this.all.delete(name));
  open(name: string): Promise<FakeCache> {
    const cache = this.all.get(name) ?? new FakeCache();
    this.all.set(name, cache);
    return Promise.resolve(cache);
  }
  async match(url: string, options?: { ignoreSearch: boolean }): Promise<Response | undefined> {
    for (const cache of this.all.values()) {
      const found = await cache.match(url, options);
      if (found !== undefined) return found;
    }
  }
}

/** A worker in a browser of its own, before a network that may be gone. */
function start(kept = KEPT) {
  const caches = new FakeCaches();
  const network = { isThere: true, build: kept.build, asked: [] as [string, RequestInit?][] };
  const fetch = (input: string | Request, init?: RequestInit) => {
    const url = typeof input === "string" ? input : input.url;
    if (!network.isThere) return Promise.reject(new TypeError("Failed to fetch"));
    network.asked.push([url, init]);
    const { pathname, search } = new URL(url, ORIGIN);
    const isFile = /\.\w+$/.test(pathname) || search !== "";
    const headers = isFile ? { "Cache-Control": "public, immutable" } : undefined;
    const body = isFile ? "file" : `<html lang="en">${pathname} of ${network.build}</html>`;
    return Promise.resolve(new Response(body, { headers }));
  };
  const scope = {
    ...{ oninstall: null, onactivate: null, onfetch: null },
    ...{ location: { origin: ORIGIN }, caches, fetch, registration: {} },
    clients: { claim: () => Promise.resolve() },
  } as unknown as OfflineScope;
  serve(kept, scope);
  const last = async (handler: OfflineScope["oninstall"]) => {
    const ends: Promise<unknown>[] = [];
    handler!({ waitUntil: (end) => ends.push(end) });
    await Promise.all(ends);
  };
  /** What the worker answers with; undefined where it lets the browser do as always. */
  const ask = async (path: string, { mode = "navigate", method = "GET" } = {}) => {
    let answer: Promise<Response> | undefined;
    const request = { url: new URL(path, ORIGIN).href, mode, method } as Request;
    scope.onfetch!({ request, respondWith: (given) => void (answer = given) });
    return await (await answer)?.text();
  };
  return {
    ...{ caches, network, ask },
    install: () => last(scope.oninstall),
    activate: () => last(scope.onactivate),
  };
}

Deno.test("the worker keeps pages as strangers see them, and says on them that they are kept", async () => {
  const { network, ask, install } = start();

  await install();
  const online = await ask("/");
  network.isThere = false;

  for (const [url, init] of network.asked.filter(([url]) => url.startsWith("/"))) {
    assert.equal(init?.credentials, "omit", url);
  }
  assert.equal(online, '<html lang="en">/ of b1d</html>');
  assert.equal(await ask("/?from=somewhere"), '<html data-kept lang="en">/ of b1d</html>');
});

Deno.test("what was not kept leads to the page that says so, and files answer by their names", async () => {
  const { network, ask, install } = start();
  await install();
  network.isThere = false;

  assert.match((await ask("/submissions/mine"))!, /\/offline of b1d/);
  assert.equal(await ask("/_fresh/a-1.js", { mode: "cors" }), "file");
  assert.equal(await ask("/styles.css?__frsh_c=other", { mode: "no-cors" }), "file");
  await assert.rejects(ask("/_fresh/unknown.js", { mode: "cors" }), TypeError);
});

Deno.test("pages that a reader opens are never added to what is kept, and data pass untouched", async () => {
  const { caches, ask, install } = start();
  await install();
  const before = [...caches.all.get("truthlab-b1d")!.entries.keys()];

  await ask("/submissions/mine");
  await ask("/progress");
  assert.equal(await ask("/api/submissions/mine", { mode: "cors" }), undefined);
  assert.equal(await ask("/api/export.json", { mode: "cors" }), undefined);
  assert.equal(await ask("/theme", { method: "POST" }), undefined);

  assert.deepEqual([...caches.all.get("truthlab-b1d")!.entries.keys()], before);
});

Deno.test("a large file that never changes is kept once it was used", async () => {
  const { network, ask, install } = start();
  await install();
  await ask("/language/chunk-1.js", { mode: "cors" });

  network.isThere = false;

  assert.equal(await ask("/language/chunk-1.js", { mode: "cors" }), "file");
});

Deno.test("a worker does not keep the pages of another build", async () => {
  const { network, install } = start();
  network.build = "another";

  await assert.rejects(install, /\/ answered 200, or is of another build than b1d/);
});

Deno.test("what older builds kept goes when the worker takes over, and nothing of others", async () => {
  const { caches, install, activate } = start();
  await caches.open("truthlab-0ld");
  await caches.open("somebody-elses");
  await install();

  await activate();

  assert.deepEqual([...caches.all.keys()], ["somebody-elses", "truthlab-b1d"]);
});
