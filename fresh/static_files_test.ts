import assert from "node:assert/strict";
import { EMPTY_BUILD } from "./build_cache.ts";
import { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { staticFiles } from "./static_files.ts";

const root = await Deno.makeTempDir();
await Deno.writeTextFile(`${root}/a.txt`, "content");
const file = { path: "a.txt", hash: "cafe", contentType: "text/plain; charset=utf-8" };
const build = {
  ...EMPTY_BUILD,
  root,
  manifest: {
    ...EMPTY_BUILD.manifest,
    buildId: "b1",
    files: {
      "/a.txt": { ...file, isImmutable: false },
      "/_fresh/a-123.txt": { ...file, isImmutable: true },
    },
  },
};
const serve = staticFiles<unknown>();

async function get(path: string, init?: RequestInit): Promise<Response> {
  const url = new URL(`http://localhost${path}`);
  const ctx = new Context<unknown>({
    req: new Request(url, init),
    url,
    info: { remoteAddr: { transport: "tcp", hostname: "", port: 0 }, completed: Promise.resolve() },
    route: null,
    params: {},
    config: { root, basePath: "", mode: "production" },
    build,
    next: () => Promise.resolve(new Response("next")),
  });
  return await serve(ctx);
}

Deno.test("staticFiles() serves listed files and passes all else on", async () => {
  assert.equal(await (await get("/a.txt")).text(), "content");
  for (const path of ["/b.txt", "/..%2fa.txt", "/%E0%A4%A", "/constructor", "/__proto__"]) {
    assert.equal(await (await get(path)).text(), "next");
  }
});

Deno.test("staticFiles() packs text for who can unpack it", async () => {
  const plain = await get("/a.txt", { headers: { "accept-encoding": "br, gzip;q=0" } });
  const packed = await get("/a.txt", { headers: { "accept-encoding": "gzip, deflate, br" } });

  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(await plain.text(), "content");
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  assert.equal(packed.headers.get("vary"), "Accept-Encoding");
  const unpacked = packed.body!.pipeThrough(new DecompressionStream("gzip"));
  assert.equal(await new Response(unpacked).text(), "content");
});

Deno.test("staticFiles() lets browsers keep for ever only what its URL names", async () => {
  const cache = async (path: string) => (await get(path)).headers.get("cache-control");

  assert.equal(await cache("/a.txt"), "no-cache");
  assert.match((await cache("/a.txt?__frsh_c=b1"))!, /immutable/);
  assert.match((await cache("/_fresh/a-123.txt"))!, /immutable/);
});

Deno.test("staticFiles() leads away from the URL of another build", async () => {
  const response = await get("/a.txt?__frsh_c=old");

  assert.equal(response.status, 307);
  assert.equal(response.headers.get("location"), "/a.txt");
});

Deno.test("staticFiles() answers 304 to who has it already", async () => {
  const response = await get("/a.txt", { headers: { "if-none-match": `"x", W/"cafe"` } });

  assert.equal(response.status, 304);
  assert.equal(await response.text(), "");
});

Deno.test("staticFiles() takes no other method than GET and HEAD", async () => {
  await assert.rejects(get("/a.txt", { method: "POST" }), new HttpError(405));
});

globalThis.addEventListener("unload", () => Deno.removeSync(root, { recursive: true }));
