/** How a request reached us: what only a proxy in front can know, it says in headers. */
export interface Connection {
  /** True behind TLS, ours or that of a proxy that we trust. */
  isSecure(request: Request): boolean;
  /** Where it comes from, for limits: an IP address. */
  address(request: Request, peer: Deno.Addr): string;
}

/**
 * Without a proxy the headers of one are anybody's to write: they count where `TRUST_PROXY` says so.
 *
 * @param onIgnored called once, when the first request comes with such headers and they do not count.
 */
export function openConnection(trustsProxy: boolean, onIgnored?: () => unknown): Connection {
  let hasTold = trustsProxy;
  return {
    isSecure(request) {
      if (request.url.startsWith("https:")) return true;
      if (!hasTold && lastOf(request, "x-forwarded-for") !== undefined) {
        hasTold = true;
        onIgnored?.();
      }
      return trustsProxy && lastOf(request, "x-forwarded-proto") === "https";
    },
    address(request, peer) {
      // The last one is what our proxy saw; those before it came with the request.
      const forwarded = trustsProxy ? lastOf(request, "x-forwarded-for") : undefined;
      return forwarded ?? ("hostname" in peer ? peer.hostname : "");
    },
  };
}

function lastOf(request: Request, name: string): string | undefined {
  const text = request.headers.get(name)?.split(",").at(-1)?.trim();
  return text === "" ? undefined : text;
}
