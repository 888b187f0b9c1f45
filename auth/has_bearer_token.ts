import { createHash, timingSafeEqual } from "node:crypto";

/** True where a request carries a token, as RFC 6750 says: `Authorization: Bearer TOKEN`. */
export function hasBearerToken(request: Request, token: string | undefined): boolean {
  const [, given] = request.headers.get("authorization")?.match(/^bearer +(\S+)$/i) ?? [];
  if (token === undefined || given === undefined) return false;
  // Hashes have one length: the comparison tells neither how much was right nor how long it is.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
