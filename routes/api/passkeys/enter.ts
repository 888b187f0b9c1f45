import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { limitAddress, refusalOf } from "@/routes/(_shared)/denials.ts";
import { enter } from "@/routes/(_shared)/enter.ts";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /** Signs in who has a passkey, by what the browser signed with it. */
  async POST(ctx) {
    const { passkeys, tickets } = ctx.state.services;
    await limitAddress(ctx);
    const response = await readJsonBody(ctx.req);
    // Whatever comes of it, the question was asked once.
    const ticket = await tickets.redeem(ctx.req, "enter");
    if (ticket === undefined) throw new HttpError(400, "That took too long: begin again.");
    const { challenge } = ticket;
    const found = await passkeys.enter({ response, challenge, place: placeOf(ctx) });
    if ("denial" in found) throw refusalOf(found);
    const headers = await enter(ctx, found, "passkey");
    headers.append("Set-Cookie", tickets.void(ctx.req, "enter"));
    return ctx.json({}, { headers });
  },
});
