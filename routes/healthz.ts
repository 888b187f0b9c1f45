import { define } from "@/define.ts";

export const handler = define.handlers({
  /** For whoever watches the server: 200 when it can take and grade submissions, else 503. */
  async GET(ctx) {
    const report = await ctx.state.services.grading.ready();
    const headers = { "Cache-Control": "no-store" };
    return ctx.json(report, { status: report.ok ? 200 : 503, headers });
  },
});
