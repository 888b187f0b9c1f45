/** The browser's half: finds the islands that the server marked, and hydrates them. */
import { type ComponentType, h, hydrate } from "preact";
import { shared } from "./shared.ts";

type LoadIsland = () => Promise<{ readonly default: ComponentType }>;

/**
 * Called by the script at the end of the page, with the props as JSON. Islands that are `lazy` are
 * loaded once they are nearly in sight: what the server rendered stands there until then.
 */
export function boot(
  islands: Record<string, ComponentType>,
  propsJson: string,
  buildId: string,
  lazy: Record<string, LoadIsland>,
): void {
  shared.buildId = buildId;
  const props = JSON.parse(propsJson) as Record<string, unknown>[];
  for (const { name, index, start, end } of findMarkers()) {
    const container = fragmentBetween(start, end);
    if (name in islands) hydrate(h(islands[name], props[index]), container);
    else hydrateWhenNear(container, lazy[name], props[index]);
  }
}

/** So long after its script could not be loaded an island that is still near tries again. */
const RETRY_DELAY_MS = 5_000;

function hydrateWhenNear(
  container: Element,
  load: LoadIsland,
  props: Record<string, unknown>,
): void {
  whenNear(container, async () => {
    // The browser itself writes down why.
    const island = await load().catch(() => undefined);
    if (island !== undefined) hydrate(h(island.default, props), container);
    else setTimeout(() => hydrateWhenNear(container, load, props), RETRY_DELAY_MS);
  });
}

/** How far outside of the window an island is near: one height of the window. */
const NEAR = "100% 0px";

/** Calls back once, when some of the markup is near, has the focus, or is what the address names. */
function whenNear(container: Element, load: () => void): void {
  const elements = [...container.childNodes].filter((node) => node instanceof Element);
  const away = new AbortController();
  const arrive = () => {
    away.abort();
    observer.disconnect();
    load();
  };
  const observer = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && arrive(),
    { rootMargin: NEAR },
  );
  // "#figure" names an element, and so does "#figure=state".
  const isNamed = () => {
    const [id] = location.hash.slice(1).split("=");
    return elements.some((element) =>
      element.id === id || element.querySelector(`[id="${CSS.escape(id)}"]`)
    );
  };
  for (const element of elements) {
    observer.observe(element);
    element.addEventListener("focusin", arrive, { once: true, signal: away.signal });
  }
  addEventListener("hashchange", () => isNamed() && arrive(), { signal: away.signal });
  if (isNamed()) arrive();
}

interface Marked {
  readonly name: string;
  readonly index: number;
  readonly start: Comment;
  readonly end: Comment;
}

/** The server writes `frsh:island:NAME:INDEX:KEY` before an island and `/frsh:island` after it. */
function findMarkers(): Marked[] {
  const found: Marked[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  let open: Omit<Marked, "end"> | undefined;
  while (walker.nextNode()) {
    const comment = walker.currentNode as Comment;
    if (comment.data.startsWith("frsh:island:")) {
      const [, , name, index] = comment.data.split(":");
      open = { name, index: Number(index), start: comment };
    } else if (comment.data === "/frsh:island" && open !== undefined) {
      found.push({ ...open, end: comment });
      open = undefined;
    }
  }
  return found;
}

/** Looks to Preact like an element that holds just the nodes between the two markers. */
function fragmentBetween(start: Comment, end: Comment): Element {
  const parent = start.parentNode as Element;
  const nodes = () => {
    const between: ChildNode[] = [];
    for (let node = start.nextSibling; node !== null && node !== end; node = node.nextSibling) {
      between.push(node);
    }
    return between;
  };
  return {
    nodeType: 1,
    parentNode: parent,
    namespaceURI: parent.namespaceURI,
    nextSibling: null,
    get firstChild() {
      return nodes()[0] ?? null;
    },
    get childNodes() {
      return nodes();
    },
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) => nodes().some((child) => child.contains(node)),
  } as unknown as Element;
}
