import { page } from "fresh";
import { Head } from "fresh/runtime";
import { TeachNav } from "@/components/TeachNav.tsx";
import { VerdictMark } from "@/components/VerdictMark.tsx";
import { When } from "@/components/When.tsx";
import { define } from "@/define.ts";
import type { Attempt } from "@/grading/open_grading.ts";
import { standing } from "@/routes/(_shared)/attempts.tsx";

const PAGE_SIZE = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { grading } = ctx.state.services;
    const before = ctx.url.searchParams.get("before") ?? undefined;
    // One more than is shown tells whether there are older ones.
    const found = await grading.newest({ limit: PAGE_SIZE + 1, before });
    const submissions = found.slice(0, PAGE_SIZE);
    const titles = Object.fromEntries(
      (await grading.exercises()).map(({ slug, title }) => [slug, title]),
    );
    const older = found.length > PAGE_SIZE ? submissions.at(-1)!.id : undefined;
    return page({ submissions, titles, older, isFirst: before === undefined });
  },
});

export default define.page<typeof handler>(({ data, state }) => {
  const { submissions, titles, older, isFirst } = data;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-12 sm:px-8 sm:py-16">
      <Head>
        <title>Submissions · Truthlab</title>
      </Head>
      <TeachNav here="/teach/submissions" role={state.learner!.role} />
      <h1 class="mt-8 text-4xl font-semibold tracking-[-0.03em]">Submissions</h1>
      {submissions.length === 0
        ? (
          <p class="mt-8 max-w-[50ch] font-serif text-xl text-muted">
            {isFirst ? "Nobody has submitted anything yet." : "There is nothing older."}
          </p>
        )
        : (
          <table class="mt-8 w-full text-left text-[0.9375rem]">
            <thead class="hidden border-b-2 border-ink text-sm md:table-header-group">
              <tr>
                <th scope="col" class="py-2.5 pr-6 font-semibold">Verdict</th>
                <th scope="col" class="py-2.5 pr-6 font-semibold">Learner</th>
                <th scope="col" class="py-2.5 pr-6 font-semibold">Exercise</th>
                <th scope="col" class="py-2.5 pr-6 font-semibold">First failed check</th>
                <th scope="col" class="py-2.5 pr-6 text-right font-semibold">Points</th>
                <th scope="col" class="py-2.5 text-right font-semibold">Time</th>
              </tr>
            </thead>
            <tbody class="block border-t-2 border-ink md:table-row-group md:border-0">
              {submissions.map((submission) => (
                <Row
                  key={submission.id}
                  submission={submission}
                  title={titles[submission.slug] ?? submission.slug}
                />
              ))}
            </tbody>
          </table>
        )}
      <nav aria-label="Pages" class="mt-6 flex gap-6 font-medium text-accent">
        {!isFirst && <a href="/teach/submissions" class="hover:underline">Newest</a>}
        {older !== undefined && (
          <a href={`/teach/submissions?before=${older}`} class="ml-auto hover:underline">Older</a>
        )}
      </nav>
    </div>
  );
});

function Row({ submission, title }: { submission: Attempt; title: string }) {
  const { id, learnerName, createdAt, verdict, failed } = submission;
  return (
    <tr class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-b border-line py-3.5 hover:bg-sunken md:table-row md:py-0">
      <td class="md:py-3 md:pr-6 md:align-middle">
        <VerdictMark verdict={standing(submission)} />
      </td>
      <td class="break-words text-right md:py-3 md:pr-6 md:align-middle md:text-left">
        {learnerName}
      </td>
      <td class="md:py-3 md:pr-6 md:align-middle">
        <a
          href={`/teach/submissions/${id}`}
          class="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
        >
          {title}
        </a>
      </td>
      <td class="hidden font-mono text-[0.8125rem] text-muted md:table-cell md:py-3 md:pr-6 md:align-middle">
        {failed ?? ""}
      </td>
      <td class="hidden text-right tabular-nums md:table-cell md:py-3 md:pr-6 md:align-middle">
        {verdict?.score ?? ""}
      </td>
      <td class="text-right text-muted md:py-3 md:align-middle">
        <When iso={createdAt} />
      </td>
    </tr>
  );
}
