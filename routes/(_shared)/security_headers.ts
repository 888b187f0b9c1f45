import type { Middleware } from "fresh";
import type { State } from "./state.ts";

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};
const POLICY = "Content-Security-Policy";

/** Adds what tells browsers to be strict, and tightens what the `csp` middleware says. */
export const securityHeaders: Middleware<State> = async (ctx) => {
  const response = await ctx.next();
  const isSecure = ctx.state.services.connection.isSecure(ctx.req);
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  const policy = response.headers.get(POLICY) ?? "";
  const isHtml = response.headers.get("Content-Type")?.startsWith("text/html");
  if (!isHtml) {
    response.headers.set(POLICY, "default-src 'none'; frame-ancestors 'none'");
    // A worker's script carries its own policy, which it needs to import its parts. Those of
    // `/run/` evaluate programs, which therefore must have no way to talk to anybody.
    if (ctx.url.pathname.startsWith("/run/")) {
      response.headers.set(
        POLICY,
        "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'none'",
      );
    } else if (response.headers.get("Content-Type")?.startsWith("text/javascript")) {
      response.headers.set(POLICY, "default-src 'none'; script-src 'self'; connect-src 'self'");
    }
  } else {
    // Styles have the nonce for the editor's, which are made in the browser.
    const strict = policy
      .replace(/(style-src[^;]*) 'unsafe-inline'/, "$1")
      .replace(/media-src[^;]*; /, "")
      .replace("worker-src 'self' blob:", "worker-src 'self'");
    // Over plain HTTP on a local network, upgraded requests would reach nobody.
    const upgrade = isSecure ? strict : strict.replace("; upgrade-insecure-requests", "");
    response.headers.set(POLICY, upgrade);
    if (!response.headers.has("Cache-Control")) {
      response.headers.set("Cache-Control", "private, no-cache");
    }
  }
  if (isSecure) {
    response.headers.set("Strict-Transport-Security", "max-age=31536000");
  }
  return response;
};
