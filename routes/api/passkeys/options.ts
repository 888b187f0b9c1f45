import { type Context, HttpError } from "fresh";
import { checkName, NO_COHORT, plainName } from "@/auth/accounts.ts";
import type { Learner } from "@/auth/sessions.ts";
import { findCohortByCode } from "@/db/members.ts";
import { define } from "@/define.ts";
import { limitAddress, refusalOf } from "@/routes/(_shared)/denials.ts";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /**
   * What to ask the browser for: `{ purpose: "enter" }`, or `{ purpose: "add", name, code }`, where
   * name and join code are for who has no account yet. The answer is good for the ticket that comes with it.
   */
  async POST(ctx) {
    const { purpose, name, code } = await readJsonBody(ctx.req);
    const { passkeys, tickets } = ctx.state.services;
    const place = placeOf(ctx);
    if (purpose === "enter") {
      const options = await passkeys.optionsToEnter(place);
      return await answer(ctx, options, tickets.issue(ctx.req, "enter", challengeOf(options)));
    }
    if (purpose !== "add") throw new HttpError(400, 'The purpose is "enter" or "add".');
    const learner = await learnerToAdd(ctx, typeof name === "string" ? name : "");
    const joinCode = typeof code === "string" ? code.trim() : "";
    // Whoever guesses codes here is slowed down as where one signs up.
    if (joinCode !== "") await limitAddress(ctx);
    if (joinCode !== "" && await findCohortByCode(ctx.state.services.db, joinCode) === undefined) {
      throw refusalOf(NO_COHORT);
    }
    const options = await passkeys.optionsToAdd(learner, place);
    const fields = { ...challengeOf(options), id: learner.id, name: learner.name, code: joinCode };
    return await answer(ctx, options, tickets.issue(ctx.req, "add", fields));
  },
});

async function learnerToAdd(ctx: Context<State>, text: string): Promise<Learner> {
  const { learner, services: { sessions } } = ctx.state;
  if (learner?.hasAccount) return learner;
  const name = plainName(text);
  const denial = checkName(name);
  if (denial !== undefined) throw refusalOf(denial);
  return { ...learner ?? (await sessions.newLearner(ctx.req)).learner, name };
}

function challengeOf({ challenge }: { challenge: string }) {
  return { challenge };
}

async function answer(
  ctx: Context<State>,
  options: unknown,
  ticket: Promise<string>,
): Promise<Response> {
  const headers = { "Set-Cookie": await ticket, "Cache-Control": "no-store" };
  return ctx.json(options, { headers });
}
