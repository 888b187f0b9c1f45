import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./types.ts";

export interface CsrfOptions<State = unknown> {
  /** The origins besides the site's own from which requests may change something. */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

/**
 * Refuses requests that would change something and come from another site.
 *
 * Browsers say where a request comes from, in Sec-Fetch-Site or Origin; what sends neither is not
 * a browser, and has no cookies of a victim's to abuse.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  const isAllowed = (origin: string | null, ctx: Context<State>): boolean => {
    if (origin === null) return false;
    const allowed = options.origin;
    if (typeof allowed === "function") return allowed(origin, ctx);
    if (allowed === undefined) return origin === ctx.url.origin;
    return typeof allowed === "string" ? origin === allowed : allowed.includes(origin);
  };

  return (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return ctx.next();
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    const isOwn = site === null ? origin === null : site === "same-origin" || site === "none";
    if (isOwn || isAllowed(origin, ctx)) return ctx.next();
    throw new HttpError(403);
  };
}
