import type { VNode } from "preact";

/** What the server's rendering, or the browser's boot script, tells `fresh/runtime`. */
export const shared: {
  /** Locks the URLs that `asset` makes to one build. */
  buildId: string;
  /** Takes what a `Head` element holds, while a page is rendered on the server. */
  collectHead?: (children: VNode[]) => void;
} = { buildId: "none" };

/** The search parameter that locks a URL to a build. */
export const ASSET_KEY = "__frsh_c";
