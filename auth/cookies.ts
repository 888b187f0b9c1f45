import { parse, serialize } from "hono/utils/cookie";

/** The cookies that say who somebody is. */
export interface Cookies {
  /** What a browser was given under a name, and brings back. */
  read(request: Request, name: string): string | undefined;
  /** The same, but that behind TLS one counts too that was given without, where no other is there. */
  readAny(request: Request, name: string): string | undefined;
  /** The Set-Cookie header that gives one. */
  give(request: Request, name: string, cookie: { value: string; maxAge: number }): string;
  /** The Set-Cookie header that takes away what `readAny` reads. */
  take(request: Request, name: string): string;
}

/**
 * Behind TLS their names begin with `__Host-`. Such a cookie browsers take from this very host, and
 * from no site on a sibling name, which could else put its own in the place of ours (RFC 6265bis,
 * section 4.1.3.2). Without TLS they would not take it at all.
 */
export function openCookies(isSecure: (request: Request) => boolean): Cookies {
  const nameOf = (request: Request, name: string) => isSecure(request) ? `__Host-${name}` : name;
  const anyNameOf = (request: Request, name: string) =>
    [nameOf(request, name), name].find((each) => valueOf(request, each) !== undefined) ??
      nameOf(request, name);
  const header = (request: Request, name: string, value: string, maxAge: number) =>
    serialize(name, value, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: isSecure(request),
      maxAge,
    });
  return {
    read: (request, name) => valueOf(request, nameOf(request, name)),
    readAny: (request, name) => valueOf(request, anyNameOf(request, name)),
    give: (request, name, { value, maxAge }) =>
      header(request, nameOf(request, name), value, maxAge),
    take: (request, name) => header(request, anyNameOf(request, name), "", 0),
  };
}

function valueOf(request: Request, name: string): string | undefined {
  return parse(request.headers.get("cookie") ?? "", name)[name];
}
