/** Any: it stands for the site's own, since a path has none. */
const ORIGIN = "http://site.invalid";

/**
 * The path, query and fragment of an address within this site, as a browser reads it; undefined
 * where it would lead elsewhere. Browsers take `\` for `/`, leave out tabs and line ends, and read a
 * host after two slashes (https://url.spec.whatwg.org/#concept-basic-url-parser).
 */
export function ownPath(text: string): string | undefined {
  if (!text.startsWith("/")) return undefined;
  const url = URL.parse(text, ORIGIN);
  if (url === null || url.origin !== ORIGIN) return undefined;
  // `/.//elsewhere` is a path here, and would be a host where it is read again.
  return url.pathname.replace(/^\/+/, "/") + url.search + url.hash;
}
