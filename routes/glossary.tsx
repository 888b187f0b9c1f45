import { page } from "fresh";
import { InlineHtml } from "@/components/Html.tsx";
import { define } from "@/define.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
import { listSections, listTerms } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET() {
    const titles = new Map((await listSections()).map(({ slug, title }) => [slug, title]));
    return page({ terms: await listTerms(), titles });
  },
});

export default define.page<typeof handler>(({ data: { terms, titles } }) => (
  <div class="mx-auto max-w-4xl px-4 py-14 sm:px-8 sm:py-20">
    <PageHead
      title="Glossary"
      about="The words of distributed systems, each in a sentence, with the section that explains it."
    />
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">Glossary</h1>
    <p class="mt-5 max-w-[52ch] font-serif text-xl leading-relaxed text-muted">
      The words of this course, each in a sentence. In the chapter they have a dotted line where
      they first occur.
    </p>
    <dl class="mt-12 border-t-2 border-ink">
      {terms.map(({ id, term, is, also, see }) => (
        <div
          key={id}
          id={id}
          class="term-entry grid scroll-mt-14 gap-x-8 gap-y-1 border-b border-line py-5 sm:grid-cols-[14rem_1fr]"
        >
          <dt>
            <a href={`#${id}`} class="heading-link text-lg font-semibold tracking-tight">{term}</a>
            {also.length > 0 && (
              <span class="block text-sm leading-snug text-muted">also: {also.join(", ")}</span>
            )}
          </dt>
          <dd class="font-serif text-[1.0625rem] leading-relaxed">
            <InlineHtml html={is} />
            {titles.has(see) && (
              <a
                href={`/chapter/${see}`}
                class="mt-1 block font-sans text-sm text-muted underline decoration-line underline-offset-4 hover:text-ink"
              >
                {titles.get(see)}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  </div>
));
