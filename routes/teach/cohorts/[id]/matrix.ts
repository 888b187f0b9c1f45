import { define } from "@/define.ts";
import { cohortOf } from "@/routes/(_shared)/cohort.ts";
import { readMatrixView } from "@/routes/(_shared)/read_matrix_view.ts";

export const handler = define.handlers({
  /** What the cohort's page shows, for the page to bring itself up to date. */
  async GET(ctx) {
    const view = await readMatrixView(ctx, await cohortOf(ctx));
    return ctx.json(view, { headers: { "Cache-Control": "no-store" } });
  },
});
