import { Hono } from "hono";
import { type BuildCache, EMPTY_BUILD, loadBuild } from "./build_cache.ts";
import { Context, type ResolvedFreshConfig } from "./context.ts";
import { loadRoutes } from "./fs_routes.ts";
import { HttpError } from "./http_error.ts";
import { methodsOf, middlewaresOf, newSegment, renderRoute, type Route } from "./segments.ts";
import type { Method, Middleware } from "./types.ts";

export type ListenOptions = Partial<Deno.ServeTcpOptions>;

export interface FreshConfig {
  readonly basePath?: string;
  readonly mode?: "development" | "production";
}

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** What is asked, as it came. */
interface Asked {
  readonly req: Request;
  readonly info: Deno.ServeHandlerInfo;
}

/** For requests that come from no socket, such as a test's. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

interface Command<State> {
  readonly kind: "use" | "fs" | Method;
  readonly path: string;
  readonly middlewares: Middleware<State>[];
}

/** Passes requests through middlewares to routes. */
export class App<State> {
  readonly config: ResolvedFreshConfig;
  readonly #commands: Command<State>[] = [];

  constructor(config: FreshConfig = {}) {
    this.config = {
      root: import.meta.dirname!.replace(/\/fresh$/, ""),
      basePath: config.basePath ?? "",
      mode: config.mode ?? "production",
    };
  }

  /** Adds middlewares for all requests. */
  use(...middlewares: Middleware<State>[]): this {
    return this.#add("use", "*", middlewares);
  }

  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#add("GET", path, middlewares);
  }

  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#add("POST", path, middlewares);
  }

  /** Adds all that `routes/` holds. */
  fsRoutes(): this {
    return this.#add("fs", "*", []);
  }

  #add(kind: Command<State>["kind"], path: string, middlewares: Middleware<State>[]): this {
    this.#commands.push({ kind, path, middlewares });
    return this;
  }

  /** The function that `Deno.serve`, or a test, calls with requests. */
  handler(): Handler {
    let ready: Promise<Handler> | undefined;
    return async (request, info) => {
      ready ??= this.load();
      return await (await ready)(request, info);
    };
  }

  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve(options as Deno.ServeTcpOptions, await this.load());
  }

  /**
   * The same once all routes are loaded: before the port opens, so that a broken one shows at once
   * and the first visitor does not wait for them.
   */
  async load(): Promise<Handler> {
    const hasFiles = this.#commands.some(({ kind }) => kind === "fs");
    const build = hasFiles ? await loadBuild(this.config.root) : EMPTY_BUILD;
    const root = newSegment<State>(null);
    const router = new Hono<{ Bindings: Asked }>({ strict: true });
    const routes = new Map<string, Route<State>>();
    const answer = this.#answer(build);

    const add = (pattern: string, route: Route<State>, middlewares: Middleware<State>[]) => {
      routes.set(pattern, route);
      const chain = [...middlewares, (ctx: Context<State>) => renderRoute(ctx, route)];
      router.all(
        pattern,
        (c) => answer(c.env, chain, { pattern, route, params: c.req.param() }),
      );
    };
    for (const { kind, path, middlewares } of this.#commands) {
      if (kind === "use") {
        root.middlewares.push(...middlewares);
      } else if (kind === "fs") {
        const found = await loadRoutes(`${this.config.root}/routes`, root);
        for (const { pattern, route, segment } of found) {
          add(pattern, route, middlewaresOf(segment));
        }
      } else {
        const last = middlewares.at(-1)!;
        const before = [...middlewaresOf(root), ...middlewares.slice(0, -1)];
        const known = routes.get(path);
        if (known !== undefined) Object.assign(known.handler as object, { [kind]: last });
        else add(path, { handler: { [kind]: last } }, before);
      }
    }
    const unmatched = [...middlewaresOf(root), () => Promise.reject(new HttpError(404))];
    router.notFound((c) => answer(c.env, unmatched));
    return async (req, info = NO_CONNECTION) => {
      // A Host header may hold anything.
      if (!URL.canParse(req.url)) return new Response("Bad request", { status: 400 });
      // Hono would answer HEAD with an empty body, and so with a length of 0, which HTTP forbids
      // (RFC 9110, section 8.6). Deno sends none of the body, and its true length where it knows it.
      return await router.fetch(req.method === "HEAD" ? new Request(req.url) : req, { req, info });
    };
  }

  /** Runs a chain of middlewares; what nobody catches becomes a plain answer. */
  #answer(build: BuildCache) {
    return async (
      { req, info }: Asked,
      chain: Middleware<State>[],
      match?: { pattern: string; route: Route<State>; params: Record<string, string> },
    ): Promise<Response> => {
      const url = new URL(req.url);
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const ctx = new Context<State>({
        req,
        url,
        info,
        route: match?.pattern ?? null,
        params: match?.params ?? {},
        config: this.config,
        build,
        next: () => Promise.reject(new HttpError(404)),
      });
      const allow = match === undefined ? ["GET", "HEAD"] : methodsOf(match.route);
      let response: Response;
      try {
        response = await compose(chain, ctx)();
      } catch (error) {
        response = plainAnswer(error);
      }
      if (response.status === 405) response.headers.set("Allow", allow.join(", "));
      return response;
    };
  }
}

/** Nests the middlewares: each one's `ctx.next` runs those after it, then what `next` was. */
export function compose<State>(
  chain: Middleware<State>[],
  ctx: Context<State>,
): () => Promise<Response> {
  return chain.reduceRight<() => Promise<Response>>(
    (after, middleware) => async () => {
      ctx.next = after;
      return await middleware(ctx);
    },
    ctx.next,
  );
}

function plainAnswer(error: unknown): Response {
  if (!(error instanceof HttpError)) {
    console.error(error);
    return new Response("Internal server error", { status: 500 });
  }
  return new Response(error.message || `Status ${error.status}`, { status: error.status });
}
