import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { destinationOf } from "@/routes/(_shared)/enter.ts";
import { addressHere, orProviderFault } from "@/routes/(_shared)/provider.ts";

export const handler = define.handlers({
  /** Sends the browser to the provider, with a ticket for the way back. */
  async GET(ctx) {
    const { provider, tickets } = ctx.state.services;
    if (provider === undefined) throw new HttpError(404);
    const { url, checks } = await orProviderFault(ctx, provider.begin(addressHere(ctx)));
    const from = destinationOf(ctx);
    const cookie = await tickets.issue(ctx.req, "provider", { ...checks, from });
    const headers = { Location: url, "Set-Cookie": cookie, "Cache-Control": "no-store" };
    return new Response(null, { status: 303, headers });
  },
});
