import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/define.ts";
import { listSections } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET() {
    return page({ sections: await listSections() });
  },
});

export default define.page<typeof handler>(({ data: { sections } }) => (
  <div class="mx-auto max-w-4xl px-4 py-14 sm:px-8 sm:py-20">
    <Head>
      <title>The chapter · Truthlab</title>
    </Head>
    <h1 class="text-4xl font-semibold tracking-[-0.03em] sm:text-5xl">The distribution of truth</h1>
    <p class="mt-5 max-w-[52ch] font-serif text-xl leading-relaxed text-muted">
      Where no machine sees everything, what is true has to be worked out between them. Each section
      is one idea, with a figure to try it on.
    </p>
    <ol class="mt-12 border-t-2 border-ink">
      {sections.map(({ slug, title, minutes, summary, order }) => (
        <li key={slug} class="border-b border-line">
          <a
            href={`/chapter/${slug}`}
            class="group grid grid-cols-[2.25rem_1fr_auto] items-baseline gap-x-3 py-6"
          >
            <span class="font-mono text-sm text-accent">{order}</span>
            <h2 class="text-2xl font-semibold tracking-tight group-hover:text-accent">{title}</h2>
            <span class="text-sm text-muted">{minutes} min</span>
            <p class="col-start-2 mt-2 max-w-[56ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
              {summary}
            </p>
          </a>
        </li>
      ))}
    </ol>
  </div>
));
