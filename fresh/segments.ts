import { type Context, renderComponent, surroundingsOf } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type {
  HandlerFn,
  LayoutConfig,
  Method,
  Middleware,
  RouteComponent,
  RouteConfig,
  RouteHandler,
} from "./types.ts";

/** A page with its handlers, as a file in `routes/` or a call of `app.get` defines it. */
export interface Route<State> {
  readonly component?: RouteComponent<State>;
  readonly handler?: RouteHandler<unknown, State>;
  readonly config?: RouteConfig;
}

/** One folder of `routes/`: what its files add to all requests below it. */
export interface Segment<State> {
  readonly parent: Segment<State> | null;
  readonly middlewares: Middleware<State>[];
  app: RouteComponent<State> | null;
  layout: { component: RouteComponent<State>; config: LayoutConfig } | null;
  error: Route<State> | null;
  notFound: Route<State> | null;
}

export function newSegment<State>(parent: Segment<State> | null): Segment<State> {
  return { parent, middlewares: [], app: null, layout: null, error: null, notFound: null };
}

/** All that runs before a route in this segment, the root's first. */
export function middlewaresOf<State>(segment: Segment<State>): Middleware<State>[] {
  const inherited = segment.parent === null ? [] : middlewaresOf(segment.parent);
  return [...inherited, enter(segment), ...segment.middlewares];
}

/** Puts the segment's layout around the page, and its error page in place of what throws below. */
function enter<State>(segment: Segment<State>): Middleware<State> {
  return async (ctx) => {
    const around = surroundingsOf(ctx);
    const outer = { ...around };
    if (segment.app !== null) around.app = segment.app;
    if (segment.layout !== null) {
      const { component, config } = segment.layout;
      if (config.skipAppWrapper) around.app = null;
      around.layouts = config.skipInheritedLayouts ? [component] : [...around.layouts, component];
    }
    const inner = { ...around };
    try {
      return await ctx.next();
    } catch (error) {
      Object.assign(around, inner);
      const status = error instanceof HttpError ? error.status : 500;
      const page = status === 404 && segment.notFound !== null ? segment.notFound : segment.error;
      if (page === null) throw error;
      ctx.error = error;
      return await renderRoute(ctx, page, status);
    } finally {
      Object.assign(around, outer);
    }
  };
}

/** Runs the route's handler, and renders its page with what the handler returned. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const around = surroundingsOf(ctx);
  if (route.config?.skipAppWrapper) around.app = null;
  if (route.config?.skipInheritedLayouts) around.layouts = [];
  const handler = handlerFor(route, ctx.req.method as Method);
  if (handler === undefined && ctx.req.method === "OPTIONS") {
    return new Response(null, { status: 204, headers: { Allow: methodsOf(route).join(", ") } });
  }
  if (handler === undefined) throw new HttpError(405);
  const result = await handler(ctx);
  if (result instanceof Response) return result;
  const component = route.component;
  const vnode = component === undefined
    ? null
    : await renderComponent(ctx, component, result.data, () => null);
  if (vnode instanceof Response) return vnode;
  return await ctx.render(vnode, { headers: result.headers, status: result.status ?? status });
}

function handlerFor<State>(
  route: Route<State>,
  method: Method,
): HandlerFn<unknown, State> | undefined {
  const { handler, component } = route;
  const renderOnly = () => ({ data: undefined });
  if (typeof handler === "function") return handler;
  if (handler?.[method] !== undefined) return handler[method];
  if (method !== "GET" && method !== "HEAD") return undefined;
  return handler?.GET ?? (component && renderOnly);
}

/** The methods that a route answers, for the `Allow` header. */
export function methodsOf<State>({ handler, component }: Route<State>): Method[] {
  if (typeof handler === "function") {
    return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
  }
  const methods = new Set(Object.keys(handler ?? {}) as Method[]);
  if (component !== undefined) methods.add("GET");
  if (methods.has("GET")) methods.add("HEAD");
  methods.add("OPTIONS");
  return [...methods];
}
