import { page } from "fresh";
import { define } from "@/define.ts";
import ChapterContents from "@/islands/ChapterContents.tsx";
import { groupParts } from "@/routes/(_shared)/group_parts.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
import { listSections } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET() {
    const parts = groupParts(await listSections()).map((part) => ({
      ...part,
      sections: part.sections.map(({ slug, title, order, minutes, summary, questions }) => ({
        ...{ slug, title, order, minutes, summary },
        questions: questions.map(({ key }) => key),
      })),
    }));
    return page({ parts });
  },
});

export default define.page<typeof handler>(({ data: { parts } }) => (
  <div class="mx-auto max-w-4xl px-4 py-14 sm:px-8 sm:py-20">
    <PageHead
      title="The chapter"
      about="How machines agree on what is true, from two copies that disagree to the choice of a guarantee: short sections, each with a figure to try it on."
    />
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">The distribution of truth</h1>
    <p class="mt-5 max-w-[52ch] font-serif text-xl leading-relaxed text-muted">
      Where no machine sees everything, what is true has to be worked out between them. Each section
      is one idea, with a figure to try it on.
    </p>
    <ChapterContents parts={parts} />
    <p class="mt-10 flex flex-wrap gap-x-6 gap-y-2 text-[0.9375rem] font-medium">
      <a href="/glossary" class={LINK}>Glossary</a>
      <a href="/chapter/print" class={LINK}>All on one page, to print</a>
    </p>
  </div>
));

const LINK = "underline decoration-line underline-offset-4 hover:decoration-accent";
