import assert from "node:assert/strict";
import { compose } from "./app.ts";
import { EMPTY_BUILD } from "./build_cache.ts";
import { Context } from "./context.ts";
import { loadRoutes, toPattern } from "./fs_routes.ts";
import { middlewaresOf, newSegment, renderRoute } from "./segments.ts";

/** Answers a GET of one pattern from a folder with these files. */
async function get(files: Record<string, string>, pattern: string): Promise<Response> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, code] of Object.entries(files)) {
      const file = `${folder}/${path}`;
      await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(file, code);
    }
    const found = (await loadRoutes<unknown>(folder, newSegment(null)))
      .find((route) => route.pattern === pattern);
    assert(found !== undefined, `no route at ${pattern}`);
    const ctx: Context<unknown> = new Context<unknown>({
      req: new Request(`http://localhost${pattern}`),
      url: new URL(`http://localhost${pattern}`),
      info: {
        remoteAddr: { transport: "tcp", hostname: "", port: 0 },
        completed: Promise.resolve(),
      },
      route: pattern,
      params: {},
      config: { root: folder, basePath: "", mode: "production" },
      build: EMPTY_BUILD,
      next: () => renderRoute(ctx, found.route),
    });
    return await compose(middlewaresOf(found.segment), ctx)();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const PREACT = `import { h } from "preact"; `;
const tag = (name: string) =>
  `export default ({ Component, data }) => ["${name}(", Component && Component(), data, ")"];`;

Deno.test("loadRoutes() puts the layouts of all folders around a page, the outermost first", async () => {
  const response = await get({
    "_layout.js.ts": "export default () => null;",
    "_app.ts": tag("app"),
    "_layout.ts": tag("outer"),
    "a/_layout.ts": tag("inner"),
    "a/b.ts": `export const handler = () => ({ data: "data" }); ${tag("page")}`,
  }, "/a/b");

  assert.match(await response.text(), /app\(outer\(inner\(page\(data\)\)\)\)/);
});

Deno.test("loadRoutes() lets a layout refuse those of the folders above", async () => {
  const response = await get({
    "_layout.ts": tag("outer"),
    "a/_layout.ts": `export const config = { skipInheritedLayouts: true }; ${tag("inner")}`,
    "a/b.ts": tag("page"),
  }, "/a/b");

  const html = await response.text();
  assert.match(html, /inner\(page/);
  assert(!html.includes("outer"));
});

Deno.test("loadRoutes() runs the middlewares of all folders, the outermost first", async () => {
  const append = (name: string) =>
    `export const handler = (ctx) => { (ctx.state.log ??= []).push("${name}"); return ctx.next(); };`;
  const response = await get({
    "_middleware.ts": append("outer"),
    "a/_middleware.ts": append("inner"),
    "a/b.ts": "export const handler = (ctx) => new Response(ctx.state.log.join());",
  }, "/a/b");

  assert.equal(await response.text(), "outer,inner");
});

Deno.test("loadRoutes() renders the nearest error page for what is thrown, even later", async () => {
  const response = await get({
    "_error.ts": tag("far"),
    "a/_error.ts": PREACT +
      `export default async ({ error }) => h("p", null, "near: " + error.message);`,
    "a/b.ts": `export const handler = async () => { await 0; throw new Error("broken"); };`,
  }, "/a/b");

  assert.equal(response.status, 500);
  assert.match(await response.text(), /near: broken/);
});

Deno.test("loadRoutes() renders an async page, which may answer with a Response", async () => {
  const files = {
    "a.ts": PREACT + `export default async () => { await 0; return h("p", null, "later"); };`,
    "b.ts": `export default async () => { await 0; return new Response("own", { status: 418 }); };`,
  };

  assert.match(await (await get(files, "/a")).text(), /later/);
  assert.equal((await get(files, "/b")).status, 418);
});

Deno.test("loadRoutes() ignores folders in parentheses that begin with an underscore", async () => {
  await assert.rejects(
    get({ "(_shared)/a.ts": tag("page"), "b.ts": tag("page") }, "/a"),
    /no route at/,
  );
});

Deno.test("toPattern() turns a file's path into a route's pattern", () => {
  assert.equal(toPattern("/index"), "/");
  assert.equal(toPattern("/chapter/index"), "/chapter");
  assert.equal(toPattern("/chapter/[section]"), "/chapter/:section");
  assert.equal(toPattern("/(group)/a"), "/a");
  assert.equal(toPattern("/files/[...path]"), "/files/:path{.+}");
});
