import { buildOf } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { ASSET_KEY } from "./shared.ts";
import type { Middleware } from "./types.ts";

const FOR_EVER = "public, max-age=31536000, immutable";

/** Serves what the build lists: the bundles, and the files of `static/`. Nothing else can be read. */
export function staticFiles<State>(): Middleware<State> {
  const contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  /** Does the work once. What could not be done is tried again. */
  const once = (key: string, work: () => Promise<Uint8Array<ArrayBuffer>>) => {
    const content = contents.get(key) ?? work();
    contents.set(key, content);
    content.catch(() => contents.delete(key));
    return content;
  };
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
    const isPacked = isPackable(file.contentType) && acceptsGzip(ctx.req);
    if (isPackable(file.contentType)) headers.set("Vary", "Accept-Encoding");
    if (isPacked) headers.set("Content-Encoding", "gzip");
    const plain = () => once(file.path, () => Deno.readFile(`${root}/${file.path}`));
    const packed = () => once(`${file.path} packed`, async () => await pack(await plain()));
    return new Response(await (isPacked ? packed() : plain()), { headers });
  };
}

/** Fonts and pictures are packed already. */
function isPackable(contentType: string): boolean {
  return /^text\/|json|javascript|svg/.test(contentType);
}

function acceptsGzip(request: Request): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(
    request.headers.get("accept-encoding") ?? "",
  );
}

async function pack(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function knows(ifNoneMatch: string | null, hash: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(`"${hash}"`);
}
