import {
  type ComponentType,
  createContext,
  Fragment,
  type FunctionComponent,
  h,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import type { BuildCache, Island } from "./build_cache.ts";
import { shared } from "./shared.ts";

/** One page while it is being rendered. */
export interface RenderState {
  readonly build: BuildCache;
  readonly pathname: string;
  readonly nonce: string;
  readonly islands: Set<Island>;
  readonly islandProps: unknown[];
  /** What `Head` elements ask for, by key: the last one wins. */
  readonly head: Map<string, VNode>;
  hasHtml: boolean;
  hasHead: boolean;
  hasBody: boolean;
  hasBootScript: boolean;
}

/** Rendering is synchronous, so one variable tells the hooks what they are rendering. */
let current: RenderState | undefined;

export function beginRender(build: BuildCache, pathname: string): {
  state: RenderState;
  during: <Result>(render: () => Result) => Result;
} {
  const state: RenderState = {
    build,
    pathname,
    nonce: crypto.randomUUID().replaceAll("-", ""),
    islands: new Set(),
    islandProps: [],
    head: new Map(),
    hasHtml: false,
    hasHead: false,
    hasBody: false,
    hasBootScript: false,
  };
  const during = <Result>(render: () => Result): Result => {
    const outer = current;
    current = state;
    try {
      return render();
    } finally {
      current = outer;
    }
  };
  return { state, during };
}

shared.collectHead = (children) => {
  for (const child of children) current?.head.set(headKey(child), child);
};

/** Two elements with the same key are one: a page's title replaces that of the app. */
function headKey(vnode: VNode): string {
  if (vnode.key !== null && vnode.key !== undefined) return String(vnode.key);
  const props = vnode.props as Record<string, unknown>;
  if (vnode.type === "title") return "title";
  const { children: _children, content, ...rest } = props;
  const identity = vnode.type === "meta" ? rest : { ...rest, content };
  return `${String(vnode.type)} ${JSON.stringify(Object.entries(identity).sort())}`;
}

const InsideIsland = createContext(false);
/** Elements that the hook has dealt with already. */
const patched = new WeakSet<VNode>();

type Hook = (vnode: VNode) => void;
// Preact calls this before it renders an element; the name is the same in all its builds.
const hooks = options as unknown as { __b?: Hook };
const previous = hooks.__b;
hooks.__b = (vnode) => {
  if (current !== undefined && !patched.has(vnode)) {
    if (typeof vnode.type === "function") wrapIsland(vnode, current);
    else if (typeof vnode.type === "string") patchElement(vnode, current);
  }
  previous?.(vnode);
};

function wrapIsland(vnode: VNode, state: RenderState): void {
  const component = vnode.type as ComponentType;
  const island = state.build.islands.get(component);
  if (island === undefined) return;
  vnode.type = (props: Record<string, unknown>) => {
    const element = h(component, props);
    patched.add(element);
    // The outer island hydrates the inner one with itself.
    if (useContext(InsideIsland)) return element;
    return h(
      Fragment,
      null,
      comment(`frsh:island:${island.name}:${register(state, island, props)}:`),
      h(InsideIsland.Provider, { value: true }, element),
      comment("/frsh:island"),
    );
  };
}

function register(state: RenderState, island: Island, props: Record<string, unknown>): number {
  for (const [name, value] of Object.entries(props)) {
    if (!isJson(value)) {
      throw new TypeError(`Island ${island.name} got a prop "${name}" that is not JSON`);
    }
  }
  state.islands.add(island);
  return state.islandProps.push(props) - 1;
}

function isJson(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string" || typeof value === "boolean") return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) &&
    Object.values(value).every(isJson);
}

function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>) as VNode;
}

function patchElement(vnode: VNode, state: RenderState): void {
  const props = vnode.props as Record<string, unknown>;
  const append = (Last: FunctionComponent) => {
    const child = h(Last, null);
    vnode.props = { ...props, children: [props.children, child] } as typeof vnode.props;
    patched.add(vnode);
  };
  if (vnode.type === "html") state.hasHtml = true;
  if (vnode.type === "head") {
    state.hasHead = true;
    append(HeadContent);
  }
  if (vnode.type === "body") {
    state.hasBody = true;
    append(BootScript);
  }
  // Only the document's own: a drawing's title is its description.
  const isInHead = state.hasHead && !state.hasBody;
  if (vnode.type === "title" && isInHead && state.head.has("title")) {
    vnode.type = Fragment as unknown as string;
    vnode.props = { children: null };
  }
  if ((vnode.type === "script" || vnode.type === "style") && !props.nonce) {
    props.nonce = state.nonce;
  }
  if (vnode.type === "a" && !("aria-current" in props)) markCurrent(props, state.pathname);
}

/** A link to this page, or to a page above it, says so. */
function markCurrent(props: Record<string, unknown>, pathname: string): void {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/")) return;
  const target = new URL(href, "http://localhost").pathname;
  if (target === pathname) {
    props["data-current"] = "true";
    props["aria-current"] = "page";
  } else if (target === "/" || pathname.startsWith(`${target}/`)) {
    props["data-ancestor"] = "true";
    props["aria-current"] = "true";
  }
}

/** What the page's `Head` elements asked for. */
export function HeadContent(): VNode | null {
  const nodes = [...(current?.head.values() ?? [])];
  for (const node of nodes) patched.add(node);
  return nodes.length === 0 ? null : h(Fragment, null, nodes) as VNode;
}

/** The script that hydrates the page's islands: on a page without islands there is none. */
export function BootScript(): VNode | null {
  if (current === undefined || current.hasBootScript || current.islands.size === 0) return null;
  current.hasBootScript = true;
  const islands = [...current.islands].filter(({ isLazy }) => !isLazy);
  const imports = islands.map(({ name, url }) => `import ${name} from ${JSON.stringify(url)};`);
  const names = islands.map(({ name }) => name).join();
  const later = [...current.islands].filter(({ isLazy }) => isLazy)
    .map(({ name, url }) => `${name}:()=>import(${JSON.stringify(url)})`).join();
  // A "<" cannot end the script or begin a comment in it, whatever a learner wrote.
  const props = JSON.stringify(JSON.stringify(current.islandProps)).replaceAll("<", "\\u003c");
  const code = `import { boot } from ${JSON.stringify(current.build.manifest.clientEntry)};` +
    `${imports.join("")}boot({${names}},${props},${
      JSON.stringify(current.build.manifest.buildId)
    },{${later}});`;
  return h("script", {
    type: "module",
    nonce: current.nonce,
    dangerouslySetInnerHTML: { __html: code },
  }) as VNode;
}
