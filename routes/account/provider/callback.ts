import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { limitAddress } from "@/routes/(_shared)/denials.ts";
import { enterAt } from "@/routes/(_shared)/enter.ts";
import { accountOf, addressHere, orProviderFault } from "@/routes/(_shared)/provider.ts";

export const handler = define.handlers({
  /** The browser comes back from the provider. */
  async GET(ctx) {
    const { provider, tickets, accounts, sessions } = ctx.state.services;
    if (provider === undefined) throw new HttpError(404);
    const ticket = await tickets.read(ctx.req, "provider");
    if (ticket === undefined) throw new HttpError(400, NOT_HERE);
    await limitAddress(ctx);
    const { from, state, nonce, verifier, account } = ticket;
    // Whoever has signed in here since did not ask for another way into their account.
    if (account !== accountOf(ctx)) throw new HttpError(400, NOT_HERE);
    const answer = new URL(addressHere(ctx) + ctx.url.search);
    const checks = { state, nonce, verifier };
    const identity = await orProviderFault(ctx, provider.finish(answer, checks));
    // Only now: an answer that somebody made up must not use up the ticket.
    if (await tickets.redeem(ctx.req, "provider") === undefined) throw new HttpError(400, NOT_HERE);
    const learner = ctx.state.learner ?? (await sessions.newLearner(ctx.req)).learner;
    const admitted = await accounts.admit(learner, identity);
    if ("denial" in admitted) throw new HttpError(409, admitted.denial);
    const response = await enterAt(ctx, admitted, { means: "provider", to: from });
    response.headers.append("Set-Cookie", tickets.void(ctx.req, "provider"));
    return response;
  },
});

const NOT_HERE =
  "This sign-in did not begin in this browser, took too long, or is over: begin again.";
