import { type Context, HttpError } from "fresh";
import { define } from "@/define.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { mediaType, readForm, readJsonBody, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /** Stores a submission: JSON gets 201 with its id and page, a form is led to the page. */
  async POST(ctx) {
    const isJson = mediaType(ctx.req) === "application/json";
    const { slug, source } = isJson ? await readJson(ctx) : await readFields(ctx);
    const { learner, headers } = await ensureLearner(ctx);
    const { id } = await ctx.state.services.grading.submit(learner.id, slug, source);
    const url = `/submissions/${id}`;
    headers.set("Location", url);
    headers.set("Cache-Control", "no-store");
    if (isJson) return ctx.json({ id, url }, { status: 201, headers });
    return new Response(null, { status: 303, headers });
  },
});

interface Sent {
  readonly slug: string;
  readonly source: string | Uint8Array;
}

async function readJson(ctx: Context<State>): Promise<Sent> {
  const { slug, source } = await readJsonBody(ctx.req);
  if (typeof slug !== "string" || typeof source !== "string") {
    throw new HttpError(400, "Send { slug, source }: two strings.");
  }
  return { slug, source };
}

async function readFields(ctx: Context<State>): Promise<Sent> {
  const form = await readForm(ctx.req);
  const source = form.get("source");
  if (!form.has("slug") || source === undefined) {
    throw new HttpError(400, "Send the fields slug and source.");
  }
  return { slug: textOf(form.get("slug")), source: withoutCarriageReturns(source) };
}

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** Browsers send each line of a text area with CR LF; the learner wrote LF. */
function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => byte !== CARRIAGE_RETURN || bytes[index + 1] !== LINE_FEED);
}
