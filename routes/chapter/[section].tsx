import type { ComponentChildren } from "preact";
import { HttpError, page } from "fresh";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Chevron } from "@/components/Chevron.tsx";
import { PathLinks } from "@/components/PathLinks.tsx";
import { SectionLinks } from "@/components/SectionLinks.tsx";
import { define } from "@/define.ts";
import PartContents from "@/islands/PartContents.tsx";
import ReadMark from "@/islands/ReadMark.tsx";
import type { ExerciseEntry } from "@/grading/exercises.ts";
import { SourceList } from "@/components/SourceList.tsx";
import { TermCards } from "@/components/TermCards.tsx";
import { groupParts, type Part } from "@/routes/(_shared)/group_parts.ts";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
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
      part: groupParts(sections).find(({ title }) => title === section.part)!,
      count: sections.length,
      before: sections[index - 1],
      after: sections[index + 1],
      needs: section.needs.flatMap((need) => sections.find(({ slug }) => slug === need) ?? []),
      exercises,
      terms,
    });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { section, part, count, before, after, needs, exercises, terms } = data;
  const { slug, title, sources, headings, Content } = section;
  const ownHeadings = headings.filter(({ level }) => level === 2);
  return (
    <article class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <PageHead title={title} about={section.summary} />
      <Breadcrumbs
        trail={[
          { href: "/chapter", label: "Chapter" },
          { href: `/chapter#${part.id}`, label: tellPart(part) },
        ]}
      />
      <SectionHeader section={section} count={count} needs={needs} />
      <div class="not-printed lg:hidden">
        <Folded title="In this part">
          <InPart part={part} here={slug} label="Sections of this part" />
        </Folded>
        {ownHeadings.length > 1 && (
          <Folded title="On this page">
            <OnThisPage headings={ownHeadings} label="Parts of this page" />
          </Folded>
        )}
      </div>
      <div class="mt-10 grid gap-x-16 sm:mt-12 lg:grid-cols-[minmax(0,60rem)_1fr]">
        <div class="section-body prose min-w-0">
          <Content />
        </div>
        <aside class="sticky top-24 hidden max-h-[calc(100dvh-8rem)] self-start overflow-y-auto lg:block">
          {ownHeadings.length > 1 && (
            <div class="mb-10">
              <h2 class="text-sm font-semibold">On this page</h2>
              <OnThisPage headings={ownHeadings} label="On this page" />
            </div>
          )}
          <h2 class="text-sm font-semibold">{tellPart(part)}</h2>
          <InPart part={part} here={slug} label="In this part" />
        </aside>
      </div>
      <footer class="mt-16 max-w-[44rem] space-y-10">
        {exercises.length > 0 && <ToBuild exercises={exercises} />}
        <div class="border-t-2 border-ink pt-4">
          <ReadMark slug={slug} />
          <PathLinks
            label="Sections"
            before={before && { href: `/chapter/${before.slug}`, title: before.title }}
            next={after === undefined
              ? { href: "/exercises", title: "All exercises", note: "Next" }
              : {
                href: `/chapter/${after.slug}`,
                title: after.title,
                note: tellNext(after, section),
              }}
          />
        </div>
        {sources.length > 0 && (
          <section aria-labelledby="sources">
            <h2 id="sources" class="text-sm font-semibold">Sources</h2>
            <SourceList sources={sources} prefix="" />
          </section>
        )}
      </footer>
      <TermCards terms={terms} />
    </article>
  );
});

function tellPart({ number, title }: Part<Section>): string {
  return `Part ${number}: ${title}`;
}

function tellNext({ part, minutes }: Section, here: Section): string {
  return part === here.part ? `Next, ${minutes} min` : `Next part: ${part}, ${minutes} min`;
}

function Folded({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="group border-b border-line py-4">
      <summary class="flex items-center justify-between text-sm font-semibold hover:text-accent">
        {title}
        <Chevron />
      </summary>
      {children}
    </details>
  );
}

function InPart({ part, here, label }: { part: Part<Section>; here: string; label: string }) {
  const sections = part.sections.map(({ slug, title, order }) => ({ slug, title, order }));
  return <PartContents sections={sections} here={here} label={label} />;
}

type Neighbour = Pick<Section, "slug" | "title" | "minutes">;

function SectionHeader({ section, count, needs }: {
  section: Section;
  /** How many sections there are. */
  count: number;
  needs: readonly Neighbour[];
}) {
  const { title, order, minutes, objectives } = section;
  return (
    <header class="mt-6 grid gap-8 border-b-2 border-ink pb-10 lg:grid-cols-[minmax(0,44rem)_1fr] lg:gap-16">
      <div>
        <h1 class="text-[2.5rem] font-semibold leading-[1.05] tracking-[-0.03em] sm:text-6xl">
          {title}
        </h1>
        <p class="mt-5 text-sm text-muted">
          Section {order} of {count}, about {minutes} minutes
          {needs.length > 0 && ". It builds on "}
          <SectionLinks sections={needs} />
        </p>
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

function OnThisPage({ headings, label }: { headings: Section["headings"]; label: string }) {
  return (
    <nav aria-label={label} class="text-sm">
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

/** What of this section can be written by oneself, as one panel however many there are. */
function ToBuild({ exercises }: { exercises: readonly ExerciseEntry[] }) {
  return (
    <section
      aria-labelledby="to-build"
      class="overflow-hidden rounded-xl bg-accent text-accent-ink"
    >
      <h2 id="to-build" class="px-6 pb-4 pt-5 text-sm font-semibold">
        Now build it
      </h2>
      <ul>
        {exercises.map(({ slug, title, summary, minutes }) => (
          <li key={slug} class="border-t border-accent-ink/25">
            <a
              href={`/exercises/${slug}`}
              class="group grid grid-cols-[1fr_auto] items-baseline gap-x-6 px-6 py-4 -outline-offset-4 focus-visible:outline-accent-ink"
            >
              <span class="text-xl font-semibold tracking-tight underline-offset-4 group-hover:underline">
                {title}
              </span>
              <span class="text-sm">{minutes} min</span>
              <span class="col-span-2 mt-0.5 font-serif text-[1.0625rem]">{summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
