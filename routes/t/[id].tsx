import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { listTakenBack } from "@/db/taken_back.ts";
import { define } from "@/define.ts";
import SharedTheatre from "@/islands/SharedTheatre.tsx";
import { findHelped } from "@/routes/(_shared)/find_helped.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
import type { State } from "@/routes/(_shared)/state.ts";

export const handler = define.handlers({
  /** What somebody shares, for whoever has the link. */
  async GET(ctx) {
    const share = await ctx.state.services.shares.find(ctx.params.id);
    if (share === undefined) throw new HttpError(404, await whyGone(ctx));
    const isOwn = share.learner_id === ctx.state.learner?.id;
    const helped = isOwn ? undefined : await findHelped(ctx, share.learner_id);
    const headers = { "Cache-Control": "no-store" };
    return page({ content: share.content, isOwn, learnerId: helped?.id }, { headers });
  },

  /** Takes it back, for who shares it. */
  async POST(ctx) {
    const { learner, services } = ctx.state;
    const share = await services.shares.find(ctx.params.id);
    if (share === undefined || share.learner_id !== learner?.id) throw new HttpError(404, GONE);
    await services.shares.remove(learner.id, share.id);
    return ctx.redirect("/account/links", 303);
  },
});

/** Whose link it was reads why staff took it back; nobody else learns even that. */
async function whyGone({ params, state }: Context<State>): Promise<string> {
  const { learner, services: { db } } = state;
  const takenBack = learner === undefined
    ? []
    : await listTakenBack(db, learner.id, "share.revoke");
  const own = takenBack.find(({ name }) => name === `/t/${params.id}`);
  if (own === undefined) return GONE;
  const by = own.by === null ? "the staff" : `${own.by}, of the staff`;
  return `This link of yours was taken back by ${by}, who wrote: “${own.reason}” What you share, ` +
    "and what was taken back, is listed at /account/links.";
}

const GONE = "This link leads nowhere: it was taken back, or a letter is missing.";

export default define.page<typeof handler>(({ data: { content, isOwn, learnerId } }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <PageHead
      title="A run, step by step"
      about="A run of a distributed program that somebody shares: every message, timer and crash, up to the step at which it breaks."
    />
    <Head>
      <meta name="robots" content="noindex" />
    </Head>
    <div class="mb-6 flex flex-wrap items-center justify-between gap-3">
      <h1 class="text-sm font-semibold text-muted">A shared run, step by step</h1>
      {isOwn && (
        <form method="post" class="flex flex-wrap items-center gap-3">
          <p class="text-sm text-muted">Whoever has this link sees it.</p>
          <Button kind="secondary">Take it back</Button>
        </form>
      )}
      {learnerId !== undefined && (
        <a
          href={`/teach/people/${encodeURIComponent(learnerId)}`}
          class="text-sm font-medium text-accent hover:underline"
        >
          Take it back in its learner's place
        </a>
      )}
    </div>
    <SharedTheatre content={content} />
  </div>
));
