import { type ComponentChildren, Fragment, type FunctionComponent, h, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import type { BuildCache } from "./build_cache.ts";
import { beginRender, BootScript, HeadContent, type RenderState } from "./render_hooks.ts";

export interface Rendered {
  readonly html: string;
  readonly nonce: string;
  /** The modules that the page will import at once. */
  readonly preloads: readonly string[];
}

/**
 * Renders a page, then the app wrapper around it: in this order, so that the wrapper's head can
 * hold what the page's `Head` elements ask for, and its body's end can list the page's islands.
 */
export async function renderDocument(options: {
  readonly content: ComponentChildren;
  readonly wrap: (Component: FunctionComponent) => Promise<VNode | Response | null>;
  readonly build: BuildCache;
  readonly pathname: string;
}): Promise<Rendered | Response> {
  const { build, pathname } = options;
  const { state, during } = beginRender(build, pathname);
  const inner = during(() => renderToString(h(Fragment, null, options.content)));
  const outer = await options.wrap(() => raw(inner));
  if (outer instanceof Response) return outer;
  const html = during(() => {
    const wrapped = outer === null ? inner : renderToString(outer);
    return complete(state, wrapped);
  });
  const urls = [...state.islands].filter(({ isLazy }) => !isLazy).map(({ url }) => url);
  const preloads = state.islands.size > 0 ? [build.manifest.clientEntry, ...urls] : [];
  return { html: `<!DOCTYPE html>${html}`, nonce: state.nonce, preloads };
}

/** Adds what of html, head and body the app did not render. */
function complete(state: RenderState, html: string): string {
  let node: VNode = raw(html);
  if (state.hasHtml) return html;
  if (!state.hasBody) node = h("body", null, node, h(BootScript, null)) as VNode;
  if (!state.hasHead) {
    const head = h("head", null, h("meta", { charset: "utf-8" }), h(HeadContent, null));
    node = h(Fragment, null, head, node) as VNode;
  }
  return renderToString(h("html", null, node));
}

function raw(html: string): VNode {
  return jsxTemplate([html]) as unknown as VNode;
}
