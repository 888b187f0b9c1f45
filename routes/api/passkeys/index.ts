import { HttpError } from "fresh";
import { describeBrowser } from "@/auth/describe_browser.ts";
import type { Learner } from "@/auth/sessions.ts";
import { joinCohort } from "@/db/members.ts";
import { define } from "@/define.ts";
import { limitAddress, refusalOf } from "@/routes/(_shared)/denials.ts";
import { enter } from "@/routes/(_shared)/enter.ts";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /** Takes a new passkey, as the browser made it; who had no account has one then, and is in it. */
  async POST(ctx) {
    const { passkeys, tickets } = ctx.state.services;
    await limitAddress(ctx);
    const response = await readJsonBody(ctx.req);
    const ticket = await tickets.redeem(ctx.req, "add");
    const known = ctx.state.learner;
    // A ticket is for whom it was made: somebody else may be signed in by now.
    const isTheirs = ticket !== undefined && (known?.hasAccount ? known.id === ticket.id : true);
    if (!isTheirs) throw new HttpError(400, "That took too long: begin again.");
    const { id, name, challenge } = ticket;
    const learner: Learner = known?.hasAccount
      ? known
      : { id, name, role: "learner", hasAccount: false };
    const answer = { response, challenge, place: placeOf(ctx) };
    const browser = describeBrowser(ctx.req.headers.get("user-agent") ?? "");
    const added = await passkeys.add(learner, answer, browser);
    if ("denial" in added) throw refusalOf(added);
    const headers = known?.hasAccount ? new Headers() : await enter(ctx, added, "passkey");
    if (ticket.code !== "") await joinCohort(ctx.state.services.db, ticket.code, added.id);
    headers.append("Set-Cookie", tickets.void(ctx.req, "add"));
    return ctx.json({}, { status: 201, headers });
  },
});
