import { HttpError } from "fresh";
import { findRegrade } from "@/db/regrades.ts";
import { define } from "@/define.ts";

export const handler = define.handlers({
  /** How far a trial is: its page asks while it waits. */
  async GET(ctx) {
    const regrade = await findRegrade(ctx.state.services.db, ctx.params.id);
    if (regrade === undefined) throw new HttpError(404, "There is no such regrade.");
    const { state, tried, all } = regrade;
    return ctx.json({ state, tried, all }, { headers: { "Cache-Control": "no-store" } });
  },
});
