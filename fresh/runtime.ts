/** The part of `fresh/runtime` that islands, components and routes use in both homes. */
import { type ComponentChildren, isValidElement, toChildArray } from "preact";
import { ASSET_KEY, shared } from "./shared.ts";

/** Locks a path below `/` to this version of the site, so that it may be cached for ever. */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = new URL(path, "http://localhost");
  if (url.searchParams.has(ASSET_KEY)) return path;
  url.searchParams.set(ASSET_KEY, shared.buildId);
  return url.pathname + url.search + url.hash;
}

export interface HeadProps {
  children?: ComponentChildren;
}

/** Puts its children into the document's head. Only the server's rendering does so. */
export function Head({ children }: HeadProps): null {
  shared.collectHead?.(toChildArray(children).filter(isValidElement));
  return null;
}
