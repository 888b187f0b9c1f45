import { App, csp, csrf, staticFiles, trailingSlashes } from "fresh";
import { guard } from "@/routes/(_shared)/access.ts";
import { errorPages } from "@/routes/(_shared)/error_pages.ts";
import { identify } from "@/routes/(_shared)/identify.ts";
import { logRequests } from "@/routes/(_shared)/log_requests.ts";
import { securityHeaders } from "@/routes/(_shared)/security_headers.ts";
import type { Services, State } from "@/routes/(_shared)/state.ts";

/** The whole site: what every request passes through, then the routes. */
export function createApp(services: Services): App<State> {
  return new App<State>()
    .use(logRequests(services), securityHeaders, csp({ useNonce: true }), errorPages)
    .use(staticFiles(), csrf({ origin: isOwnHost }), trailingSlashes("never"), identify, guard)
    .fsRoutes();
}

/** Behind a proxy with TLS the origin's scheme is not the one that we see. */
function isOwnHost(origin: string, ctx: { readonly url: URL }): boolean {
  return URL.canParse(origin) && new URL(origin).host === ctx.url.host;
}
