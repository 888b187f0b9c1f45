/** The browser's half: finds the islands that the server marked, and hydrates them. */
import { type ComponentType, h, hydrate } from "preact";
import { shared } from "./shared.ts";

/** Called by the script at the end of the page, with the props as JSON. */
export function boot(
  islands: Record<string, ComponentType>,
  propsJson: string,
  buildId: string,
): void {
  shared.buildId = buildId;
  const props = JSON.parse(propsJson) as Record<string, unknown>[];
  for (const { name, index, start, end } of findMarkers()) {
    const container = fragmentBetween(start, end);
    hydrate(h(islands[name], props[index]), container);
  }
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
