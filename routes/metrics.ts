import { define } from "@/define.ts";

/** What Prometheus collects, with whatever method. */
export const handler = define.handlers(async (ctx) => {
  const { grading, metrics } = ctx.state.services;
  const text = await metrics.text(await grading.figures());
  const headers = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
  return ctx.text(text, { headers });
});
