import { type Context, HttpError } from "fresh";
import { define } from "@/define.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

const NOTHING = { source: "", version: 0, updatedAt: null };

export const handler = define.handlers({
  /** The learner's draft of the exercise; version 0 where there is none. */
  async GET(ctx) {
    const { learner, services } = ctx.state;
    const draft = learner === undefined
      ? NOTHING
      : await services.grading.draft(learner.id, ctx.params.slug);
    return ctx.json(draft, { headers: { "Cache-Control": "no-store" } });
  },

  /**
   * Saves `{ source, base }`: `base` is the version that the page has seen, and where another page
   * has saved since, the answer is 409 with the newer draft, and nothing is overwritten. Without
   * `base` the last one wins. The answer says which version and time it is now.
   */
  async PUT(ctx) {
    const { source, base } = await readDraft(ctx);
    const { learner, headers } = await ensureLearner(ctx);
    headers.set("Cache-Control", "no-store");
    const { slug } = ctx.params;
    const stored = await ctx.state.services.grading.saveDraft(learner.id, slug, { source, base });
    if (stored.source !== source) return ctx.json(conflictWith(stored), { status: 409, headers });
    const { version, updatedAt } = stored;
    return ctx.json({ version, updatedAt }, { headers });
  },
});

function conflictWith(draft: unknown) {
  const message = "Another page has saved this draft since: nothing was overwritten.";
  return { error: { code: "stale-draft", message }, draft };
}

async function readDraft(ctx: Context<State>): Promise<{ source: string; base?: number }> {
  const { source, base } = await readJsonBody(ctx.req);
  if (typeof source !== "string") {
    throw new HttpError(400, "Send { source, base }: text, a number.");
  }
  if (base === undefined) return { source };
  if (typeof base !== "number" || !Number.isSafeInteger(base) || base < 0) {
    throw new HttpError(400, "The base is the number of a version, from 0.");
  }
  return { source, base };
}
