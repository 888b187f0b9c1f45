import { buildOf } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { ASSET_KEY } from "./shared.ts";
import type { Middleware } from "./types.ts";

const FOR_EVER = "public, max-age=31536000, immutable";

/** Serves what the build lists: the bundles, and the files of `static/`. Nothing else can be read. */
export function staticFiles<State>(): Middleware<State> {
  const contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return async (ctx) => {
    const { root, manifest } = buildOf(ctx);
    const file = Object.hasOwn(manifest.files, ctx.url.pathname)
      ? manifest.files[ctx.url.pathname]
      : undefined;
    if (file === undefined) return await ctx.next();
    if (ctx.req.method !== "GET" && ctx.req.method !== "HEAD") throw new HttpError(405);

    const key = ctx.url.searchParams.get(ASSET_KEY);
    if (key !== null && key !== manifest.buildId) {
      // Locked to another build: what is asked for may have changed, so it must not be cached.
      return ctx.redirect(ctx.url.pathname, 307);
    }
    const isForEver = file.isImmutable || key !== null;
    const etag = `W/"${file.hash}"`;
    const headers = new Headers({
      "Content-Type": file.contentType,
      "Cache-Control": isForEver ? FOR_EVER : "no-cache",
      "ETag": etag,
      "X-Content-Type-Options": "nosniff",
    });
    if (knows(ctx.req.headers.get("if-none-match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
    let content = contents.get(file.path);
    if (content === undefined) {
      content = Deno.readFile(`${root}/${file.path}`);
      contents.set(file.path, content);
      // A file that could not be read is tried again.
      content.catch(() => contents.delete(file.path));
    }
    return new Response(await content, { headers });
  };
}

function knows(ifNoneMatch: string | null, hash: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(`"${hash}"`);
}
