/**
 * The part of Fresh 2's public API that this site uses, over Hono and Preact.
 *
 * Fresh itself is published on JSR only. Routes and islands are written to its API, so that where
 * JSR is at hand the import `fresh` can be pointed at the original without changing any of them.
 * Nothing is exported here that Fresh 2 does not export. Three things are added:
 * - `App.load` is `handler` once all routes are loaded: the port opens after that.
 * - Figures, the islands in `islands/figures/`, are loaded when they are nearly in sight.
 * - An answer 405 carries the `Allow` header that RFC 9110 demands.
 */
export { App, type ListenOptions } from "./app.ts";
export type { Context } from "./context.ts";
export { csp, type CSPOptions } from "./csp.ts";
export { csrf, type CsrfOptions } from "./csrf.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { staticFiles } from "./static_files.ts";
export { trailingSlashes } from "./trailing_slashes.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type LayoutConfig,
  type Method,
  type Middleware,
  page,
  type PageProps,
  type PageResponse,
  type RouteConfig,
  type RouteHandler,
} from "./types.ts";
