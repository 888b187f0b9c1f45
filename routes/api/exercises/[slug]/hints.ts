import { type Context, HttpError } from "fresh";
import { define } from "@/define.ts";
import { askForHint } from "@/grading/hints.ts";
import { describeHints } from "@/routes/(_shared)/hints.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { mediaType, readForm, readJsonBody, textOf } from "@/routes/(_shared)/read_body.ts";
import { loadHints } from "@/routes/(_shared)/sections.ts";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /**
   * Shows the learner the hint of a `number`, and writes that down; the one before comes first. JSON
   * gets all hints that were shown, as HTML of ours; a form is led to the exercise's page.
   */
  async POST(ctx) {
    const { slug } = ctx.params;
    // Looked up in the list, so that no slug is ever a path.
    if (await ctx.state.services.grading.exercise(slug) === undefined) {
      throw new HttpError(404, "There is no such exercise.");
    }
    const isJson = mediaType(ctx.req) === "application/json";
    const number = await readNumber(ctx, isJson);
    const of = (await loadHints(slug)).length;
    const { learner, headers } = await ensureLearner(ctx);
    const asked = await askForHint(ctx.state.services.db, learner, { slug, number, of });
    headers.set("Cache-Control", "no-store");
    if (isJson) return ctx.json(await describeHints(slug, asked), { headers });
    headers.set("Location", `/exercises/${slug}#hint-${number}`);
    return new Response(null, { status: 303, headers });
  },
});

async function readNumber(ctx: Context<State>, isJson: boolean): Promise<number> {
  if (isJson) return Number((await readJsonBody(ctx.req)).number);
  return Number(textOf((await readForm(ctx.req)).get("number")));
}
