import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { define } from "@/define.ts";
import type { ExerciseEntry } from "@/grading/exercises.ts";
import { SourceList } from "@/components/SourceList.tsx";
import { TermCards } from "@/components/TermCards.tsx";
import { listSections, listTerms, type Section } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const sections = await listSections();
    const index = sections.findIndex(({ slug }) => slug === ctx.params.section);
    if (index < 0) throw new HttpError(404, "The chapter has no such section.");
    const section = sections[index];
    const exercises = (await ctx.state.services.grading.exercises())
      .filter(({ slug }) => section.exercises?.includes(slug));
    const terms = (await listTerms()).filter(({ id }) => section.terms.includes(id))
      .map((term) => ({ ...term, from: sections.find(({ slug }) => slug === term.see)?.title }));
    return page({
      section,
      before: sections[index - 1],
      after: sections[index + 1],
      exercises,
      terms,
    });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { section, before, after, exercises, terms } = data;
  const { title, sources, headings, Content } = section;
  const parts = headings.filter(({ level }) => level === 2);
  return (
    <article class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`${title} · Truthlab`}</title>
      </Head>
      <Breadcrumbs trail={[{ href: "/chapter", label: "Chapter" }]} />
      <SectionHeader section={section} />
      <div class="mt-12 grid gap-x-16 lg:grid-cols-[minmax(0,60rem)_1fr]">
        <div class="section-body prose min-w-0">
          <Content />
        </div>
        {parts.length > 1 && <OnThisPage headings={parts} />}
      </div>
      <footer class="mt-16 max-w-[44rem] space-y-12">
        {exercises.map((exercise) => <ExerciseLink key={exercise.slug} exercise={exercise} />)}
        {sources.length > 0 && (
          <section aria-labelledby="sources">
            <h2 id="sources" class="text-sm font-semibold">Sources</h2>
            <SourceList sources={sources} prefix="" />
          </section>
        )}
        <nav
          aria-label="Sections"
          class="flex justify-between gap-6 border-t border-line pt-6 font-medium"
        >
          <SectionLink section={before} word="Before" />
          <SectionLink section={after} word="Next" />
        </nav>
      </footer>
      <TermCards terms={terms} />
    </article>
  );
});

function SectionHeader({ section }: { section: Section }) {
  const { title, order, minutes, objectives } = section;
  return (
    <header class="mt-6 grid gap-8 border-b-2 border-ink pb-10 lg:grid-cols-[minmax(0,44rem)_1fr] lg:gap-16">
      <div>
        <h1 class="text-[2.5rem] font-semibold leading-[1.05] tracking-[-0.03em] sm:text-6xl">
          {title}
        </h1>
        <p class="mt-5 text-sm text-muted">Section {order}, about {minutes} minutes</p>
      </div>
      {objectives.length > 0 && (
        <div class="self-end">
          <h2 class="text-sm font-semibold">Afterwards you can</h2>
          <ul class="mt-2 space-y-1.5 text-[0.9375rem] leading-snug text-muted">
            {objectives.map((objective) => (
              <li key={objective} class="flex gap-2.5">
                <span
                  aria-hidden="true"
                  class="mt-[0.55em] h-1.5 w-1.5 shrink-0 rounded-full bg-accent"
                />
                {objective}
              </li>
            ))}
          </ul>
        </div>
      )}
    </header>
  );
}

function OnThisPage({ headings }: { headings: Section["headings"] }) {
  return (
    <nav aria-label="On this page" class="sticky top-24 hidden self-start text-sm lg:block">
      <h2 class="font-semibold">On this page</h2>
      <ol class="mt-3 space-y-2.5 border-l border-line">
        {headings.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              class="-ml-px block border-l border-transparent pl-4 leading-snug text-muted hover:border-accent hover:text-ink"
            >
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function ExerciseLink({ exercise }: { exercise: ExerciseEntry }) {
  const { slug, title, summary, minutes } = exercise;
  return (
    <a
      href={`/exercises/${slug}`}
      class="group block rounded-xl bg-accent px-6 py-6 text-accent-ink"
    >
      <span class="text-sm font-medium opacity-80">Now build it, {minutes} min</span>
      <span class="mt-1 block text-2xl font-semibold tracking-tight group-hover:underline group-hover:underline-offset-4">
        Exercise: {title}
      </span>
      <span class="mt-1 block font-serif text-lg">{summary}</span>
    </a>
  );
}

function SectionLink({ section, word }: { section: Section | undefined; word: string }) {
  if (section === undefined) {
    return word === "Next"
      ? <a href="/exercises" class="ml-auto hover:text-accent">All exercises</a>
      : null;
  }
  return (
    <a
      href={`/chapter/${section.slug}`}
      class={`hover:text-accent ${word === "Next" ? "ml-auto text-right" : ""}`}
    >
      <span class="block text-sm text-muted">{word}</span>
      {section.title}
    </a>
  );
}
