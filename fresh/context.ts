import {
  type ComponentChildren,
  type FunctionComponent,
  h,
  isValidElement,
  type VNode,
} from "preact";
import type { BuildCache } from "./build_cache.ts";
import { renderDocument } from "./render_document.ts";
import type { LayoutConfig, PageProps, RouteComponent } from "./types.ts";

/** Where a rendered response carries its nonce to the `csp` middleware. */
export const NONCE = Symbol("nonce");

export interface ResolvedFreshConfig {
  readonly root: string;
  readonly basePath: string;
  readonly mode: "development" | "production";
}

/** What surrounds a page: set by the segments that a request passes through. */
export interface Surroundings<State> {
  app: RouteComponent<State> | null;
  layouts: RouteComponent<State>[];
}

interface ContextInit {
  readonly req: Request;
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly route: string | null;
  readonly params: Record<string, string>;
  readonly config: ResolvedFreshConfig;
  readonly build: BuildCache;
  readonly next: () => Promise<Response>;
}

export let surroundingsOf: <State>(ctx: Context<State>) => Surroundings<State>;
export let buildOf: <State>(ctx: Context<State>) => BuildCache;

/** One request on its way through middlewares, handler and page. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  readonly req: Request;
  readonly info: Deno.ServeHandlerInfo;
  /** The pattern of the matched route, or null. */
  readonly route: string | null;
  readonly params: Record<string, string>;
  /** Shared by all that handle this request. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, on its way to an `_error` page. */
  error: unknown = null;
  /** Runs what comes after the current middleware. */
  next: () => Promise<Response>;
  Component!: FunctionComponent;

  readonly #surroundings: Surroundings<State> = { app: null, layouts: [] };
  readonly #build: BuildCache;

  static {
    surroundingsOf = (ctx) => ctx.#surroundings;
    buildOf = (ctx) => ctx.#build;
  }

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.next = init.next;
    this.#build = init.build;
  }

  /** Redirects. A path stays on this site: `//evil.com` leads to `/evil.com`. */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = pathOrUrl.startsWith("/")
      ? pathOrUrl.replace(/^[^?#]*/, (path) => path.replace(/[/\\]+/g, "/"))
      : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders a page inside the layouts and the app wrapper that apply here. */
  async render(
    // deno-lint-ignore no-explicit-any
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error("Non-JSX element passed to: ctx.render()");
    }
    const { layouts, app } = this.#surroundings;
    let content: ComponentChildren = vnode;
    for (const layout of config.skipInheritedLayouts ? [] : layouts.toReversed()) {
      const inner: ComponentChildren = content;
      const result: VNode | Response | null = await renderComponent(
        this,
        layout,
        undefined,
        () => inner,
      );
      if (result instanceof Response) return result;
      content = result;
    }
    const wrap = async (Component: FunctionComponent) =>
      app === null || config.skipAppWrapper
        ? null
        : await renderComponent(this, app, undefined, Component);
    const rendered = await renderDocument({
      content,
      wrap,
      build: this.#build,
      pathname: this.url.pathname,
    });
    if (rendered instanceof Response) return rendered;
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    if (rendered.preloads.length > 0) {
      const links = rendered.preloads.map((url) => `<${url}>; rel="modulepreload"; as="script"`);
      headers.append("Link", links.join(", "));
    }
    const response = new Response(rendered.html, { status: init.status ?? 200, headers });
    return Object.assign(response, { [NONCE]: rendered.nonce });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }
}

/** Calls an async component, which may answer with a Response, or makes an element of a sync one. */
export async function renderComponent<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  Component: FunctionComponent,
): Promise<VNode | Response | null> {
  const { config, url, req, params, info, state, error, route } = ctx;
  const fields = { config, url, req, params, info, state, error, route, Component };
  const props = { ...fields, data } as PageProps<never, State>;
  if (component.constructor.name !== "AsyncFunction") return h(component, props) as VNode;
  return await (component as (props: PageProps<never, State>) => Promise<VNode | Response | null>)(
    props,
  );
}
