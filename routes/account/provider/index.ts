import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { destinationOf } from "@/routes/(_shared)/enter.ts";
import { accountOf, addressHere, orProviderFault } from "@/routes/(_shared)/provider.ts";

export const handler = define.handlers({
  /** Sends the browser to the provider, with a ticket for the way back. */
  async GET(ctx) {
    const { provider, tickets } = ctx.state.services;
    if (provider === undefined) throw new HttpError(404);
    const account = accountOf(ctx);
    // Another site could connect an account of its own over there to that of who is signed in here.
    if (account !== "" && comesFromElsewhere(ctx.req)) return ctx.redirect("/account", 303);
    const { url, checks } = await orProviderFault(ctx, provider.begin(addressHere(ctx)));
    const from = destinationOf(ctx);
    const cookie = await tickets.issue(ctx.req, "provider", { ...checks, from, account });
    const headers = { Location: url, "Set-Cookie": cookie, "Cache-Control": "no-store" };
    return new Response(null, { status: 303, headers });
  },
});

function comesFromElsewhere({ headers }: Request): boolean {
  return ["cross-site", "same-site"].includes(headers.get("sec-fetch-site") ?? "");
}
