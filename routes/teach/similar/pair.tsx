import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { SharedSource } from "@/components/SharedSource.tsx";
import type { FinalProgram } from "@/db/similar.ts";
import { define } from "@/define.ts";
import { type SharedLines, shareLines } from "@/grading/similarity/compare_programs.ts";
import { findSimilarPrograms } from "@/routes/(_shared)/similarity.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { asked, title, programs, comparison } = await findSimilarPrograms(ctx);
    const read = (name: string) => programs.get(ctx.url.searchParams.get(name) ?? "");
    const [one, other] = [read("one"), read("other")];
    if (one === undefined || other === undefined) {
      throw new HttpError(404, "These two programs are not compared with each other here.");
    }
    const shared = shareLines(one.source, other.source, comparison.common);
    return page({ asked, title, one, other, shared });
  },
});

export default define.page<typeof handler>(({ data: { asked, title, one, other, shared } }) => (
  <div class="mx-auto max-w-[100rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`${one.learnerName} and ${other.learnerName} · Truthlab`}</title>
    </Head>
    <Breadcrumbs
      trail={[
        { href: "/teach", label: "Teach" },
        { href: `/teach/similar?${new URLSearchParams({ ...asked })}`, label: "Similar programs" },
      ]}
    />
    <h1 class="mt-6 text-3xl font-semibold tracking-[-0.03em] sm:text-4xl">
      {one.learnerName} and {other.learnerName}
    </h1>
    <p class="mt-3 text-[0.9375rem] text-muted">
      {`${title}. A hint, no proof: marked is what both have once names and literals are alike.`}
    </p>
    {shared.length === 0
      ? <p class="mt-6 text-[0.9375rem]">They share nothing but what everybody has.</p>
      : <Passages shared={shared} />}
    <div class="mt-8 grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Side side="one" program={one} shared={shared} />
      <Side side="other" program={other} shared={shared} />
    </div>
  </div>
));

function Passages({ shared }: { shared: readonly SharedLines[] }) {
  const lines = ([from, to]: SharedLines["one"]) => from === to ? `${from}` : `${from} to ${to}`;
  const link = "underline decoration-line underline-offset-4 hover:decoration-accent";
  return (
    <ol class="mt-6 grid gap-x-10 gap-y-1 text-[0.9375rem] sm:grid-cols-2 xl:grid-cols-3">
      {shared.map(({ one, other, tokens }, index) => (
        <li key={index} class="tabular-nums">
          <span class="font-semibold text-warn">{`(${index + 1}) `}</span>
          <a href={`#one-${index + 1}`} class={link}>{`lines ${lines(one)}`}</a>
          {" and "}
          <a href={`#other-${index + 1}`} class={link}>{`lines ${lines(other)}`}</a>
          <span class="text-muted">{`, ${tokens} tokens`}</span>
        </li>
      ))}
    </ol>
  );
}

function Side({ side, program, shared }: {
  side: "one" | "other";
  program: FinalProgram;
  shared: readonly SharedLines[];
}) {
  const { id, learnerName, score, source } = program;
  const ranges = shared.map((passage, index) => {
    const [from, to] = passage[side];
    return { passage: index + 1, from, to };
  });
  return (
    <section aria-label={learnerName} class="min-w-0">
      <h2 class="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 text-lg font-semibold">
        {learnerName}
        <a
          href={`/teach/submissions/${id}`}
          class="text-[0.9375rem] font-medium text-accent hover:underline"
        >
          {`${score} of 100 points`}
        </a>
      </h2>
      <SharedSource
        source={source}
        label={`The program of ${learnerName}`}
        side={side}
        ranges={ranges}
      />
    </section>
  );
}
