import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { TakenBackList } from "@/components/TakenBackList.tsx";
import { When } from "@/components/When.tsx";
import { listTakenBack } from "@/db/taken_back.ts";
import { define } from "@/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { learner, services } = ctx.state;
    if (learner === undefined) return page({ links: [], takenBack: [] });
    const [links, takenBack] = await Promise.all([
      services.shares.list(learner.id),
      listTakenBack(services.db, learner.id, "share.revoke"),
    ]);
    return page({ links, takenBack });
  },
});

export default define.page<typeof handler>(({ data: { links, takenBack } }) => (
  <div class="mx-auto max-w-3xl px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>Shared links · Truthlab</title>
    </Head>
    <Breadcrumbs trail={[{ href: "/exercises", label: "Exercises" }]} />
    <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">Shared links</h1>
    <p class="mt-4 max-w-[56ch] font-serif text-lg leading-relaxed text-muted">
      Runs that you share by a short link. Whoever has the link sees the run, not your program; once
      taken back, it opens for nobody.
    </p>
    {links.length === 0
      ? (
        <p class="mt-8 max-w-[60ch] text-[0.9375rem] text-muted">
          None yet. Watch a failed check of yours step by step and press “Copy a link”: a run that
          is too long to be written in its link is stored, and listed here.
        </p>
      )
      : (
        <ul class="mt-8 border-t border-line">
          {links.map(({ id, slug, promise, created_at }) => (
            <li
              key={id}
              class="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-3"
            >
              <div class="min-w-0 flex-1">
                <a
                  href={`/t/${id}`}
                  class="break-words font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
                >
                  {promise}
                </a>
                <p class="text-sm text-muted">
                  {slug}, <When iso={created_at} />
                </p>
              </div>
              <form method="post" action={`/t/${id}`}>
                <Button kind="secondary" aria-label={`Take back: ${promise}`}>Take back</Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    <TakenBackList title="Taken back by the staff" items={takenBack} />
  </div>
));
