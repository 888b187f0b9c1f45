import type { Context } from "fresh";
import type { Place } from "@/auth/passkeys.ts";
import type { State } from "./state.ts";

/** The site as this visitor reaches it. */
export function placeOf({ req, url, state }: Context<State>): Place {
  const scheme = state.services.connection.isSecure(req) ? "https" : "http";
  return { origin: `${scheme}://${url.host}`, domain: url.hostname };
}
