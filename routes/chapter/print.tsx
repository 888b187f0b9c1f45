import { Fragment } from "preact";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { InlineHtml } from "@/components/Html.tsx";
import { SourceList } from "@/components/SourceList.tsx";
import { define } from "@/define.ts";
import type { Term } from "@/lib/section.ts";
import { groupParts } from "@/routes/(_shared)/group_parts.ts";
import { listPrintedSections, listTerms, type Section } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET() {
    return page({ sections: await listPrintedSections(), terms: await listTerms() });
  },
});

export default define.page<typeof handler>(({ data: { sections, terms } }) => (
  <article class="printed mx-auto max-w-[44rem] px-4 py-14 sm:px-8 sm:py-20">
    <Head>
      <title>The whole chapter · Truthlab</title>
    </Head>
    <header>
      <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">
        The distribution of truth
      </h1>
      <p class="not-printed mt-5 font-serif text-xl leading-relaxed text-muted">
        The whole chapter on one page. On paper figures are told in words, and questions have their
        answers below them.
      </p>
      <nav aria-label="Sections" class="mt-10 border-t-2 border-ink pt-4">
        {groupParts(sections).map(({ id, title, sections }) => (
          <Fragment key={id}>
            <p class="mb-1.5 mt-5 pl-9 text-sm font-semibold first:mt-0">{title}</p>
            <ol class="space-y-1.5">
              {sections.map(({ slug, title, order }) => (
                <li key={slug} class="flex gap-3">
                  <span class="w-6 shrink-0 text-right font-mono text-sm leading-6 text-accent">
                    {order}
                  </span>
                  <a href={`#${slug}`} class="hover:text-accent">{title}</a>
                </li>
              ))}
            </ol>
          </Fragment>
        ))}
      </nav>
    </header>
    {sections.map((section) => <PrintedSection key={section.slug} section={section} />)}
    <PrintedGlossary terms={terms} />
  </article>
));

function PrintedSection({ section }: { section: Section }) {
  const { slug, order, title, summary, sources, Content } = section;
  return (
    <section aria-labelledby={slug} class="printed-section mt-20">
      <p class="font-mono text-sm text-accent">{order}</p>
      <h2 id={slug} class="scroll-mt-20 text-3xl font-semibold tracking-tight">{title}</h2>
      <p class="mt-3 font-serif text-xl leading-snug text-muted">{summary}</p>
      <div class="prose mt-8">
        <Content />
      </div>
      {sources.length > 0 && (
        <section class="mt-10">
          <h3 class="text-sm font-semibold">Sources of this section</h3>
          <SourceList sources={sources} prefix={`${slug}-`} />
        </section>
      )}
    </section>
  );
}

function PrintedGlossary({ terms }: { terms: readonly Term[] }) {
  return (
    <section aria-labelledby="glossary" class="printed-section mt-20">
      <h2 id="glossary" class="scroll-mt-20 text-3xl font-semibold tracking-tight">Glossary</h2>
      <dl class="mt-8 space-y-3 font-serif text-[1.0625rem] leading-relaxed">
        {terms.map(({ id, term, is }) => (
          <div key={id}>
            <dt class="inline font-sans font-semibold">{term}</dt>{" "}
            <dd class="inline">
              <InlineHtml html={is} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
