import type { Middleware } from "./types.ts";

/** Redirects to the one spelling of a path: always with a slash at its end, or never. */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    const hasSlash = pathname.endsWith("/");
    if (pathname === "/" || hasSlash === (mode === "always")) return ctx.next();
    return ctx.redirect((hasSlash ? pathname.slice(0, -1) : `${pathname}/`) + search);
  };
}
