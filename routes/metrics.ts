import { HttpError } from "fresh";
import { hasBearerToken } from "@/auth/has_bearer_token.ts";
import { define } from "@/define.ts";

/**
 * What Prometheus collects, for instructors and for whoever has the token of METRICS_TOKEN. Others,
 * with whatever method, do not learn that it is here.
 */
export const handler = define.handlers(async (ctx) => {
  const { grading, metrics, metricsToken } = ctx.state.services;
  const mayRead = ctx.state.isInstructor || hasBearerToken(ctx.req, metricsToken);
  if (!mayRead) throw new HttpError(404);
  const text = await metrics.text(await grading.figures());
  const headers = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
  return ctx.text(text, { headers });
});
