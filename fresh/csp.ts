import { NONCE } from "./context.ts";
import type { Middleware } from "./types.ts";

export interface CSPOptions {
  reportOnly?: boolean;
  /** Directives after the defaults. */
  csp?: string[];
  /** Replaces 'unsafe-inline' by the nonce that rendering put on scripts and styles. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

/** Sets the Content-Security-Policy header. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const header = options.reportOnly
    ? "Content-Security-Policy-Report-Only"
    : "Content-Security-Policy";
  const policy = [...DEFAULTS, ...(options.csp ?? [])].join("; ");
  return async (ctx) => {
    const response = await ctx.next();
    const nonce = (response as { [NONCE]?: string })[NONCE];
    const strict = options.useNonce && nonce !== undefined
      ? policy.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`)
      : policy;
    response.headers.set(header, strict);
    return response;
  };
}
