import type { ComponentChildren } from "preact";
import { page } from "fresh";
import { ButtonLink } from "@/components/Button.tsx";
import { failureExample } from "@/components/failure_example.ts";
import { FailureExample } from "@/components/FailureExample.tsx";
import { HeroFigure } from "@/components/HeroFigure.tsx";
import { define } from "@/define.ts";
import StartReading from "@/islands/StartReading.tsx";
import { PageHead } from "@/routes/(_shared)/page_head.tsx";
import { listSections } from "@/routes/(_shared)/sections.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const exercises = await ctx.state.services.grading.exercises();
    const sections = (await listSections()).map(({ slug, title, minutes, summary }) => ({
      slug,
      title,
      minutes,
      summary,
    }));
    return page({ exercises, sections });
  },
});

export default define.page<typeof handler>(({ data: { exercises, sections } }) => (
  <>
    <PageHead
      title="Truthlab: how machines agree on what is true"
      about="An interactive course on distributed systems: read, push the figures around, write a Raft node, a CRDT or a clock in TypeScript, and watch a hostile simulator try to break it."
    />
    <Hero
      sections={sections.map(({ slug, title }) => ({ slug, title }))}
      size={`${sections.length} sections to read, ${exercises.length} programs to write. You need some TypeScript or JavaScript, and no account.`}
      trying={exercises.length > 0 ? `/exercises/${exercises[0].slug}` : "/exercises"}
    />

    <Steps />
    <Verdict />

    <div class="mx-auto grid max-w-[84rem] gap-16 px-4 py-20 sm:px-8 lg:grid-cols-2">
      <Listing title="The chapter" href="/chapter" all={`All ${sections.length} sections`}>
        {sections.length === 0 && <Soon>The first section is being written.</Soon>}
        {sections.slice(0, 6).map(({ slug, title, minutes, summary }) => (
          <Item
            key={slug}
            href={`/chapter/${slug}`}
            title={title}
            text={summary}
            note={`${minutes} min`}
          />
        ))}
      </Listing>
      <Listing title="The exercises" href="/exercises" all={`All ${exercises.length} exercises`}>
        {exercises.length === 0 && <Soon>The first exercise is being written.</Soon>}
        {exercises.slice(0, 6).map(({ slug, title, summary, minutes, unit }) => (
          <Item
            key={slug}
            href={`/exercises/${slug}`}
            title={title}
            text={summary}
            note={`${unit}, ${minutes} min`}
          />
        ))}
      </Listing>
    </div>
  </>
));

function Hero({ sections, trying, size }: {
  sections: readonly { readonly slug: string; readonly title: string }[];
  trying: string;
  /** How much there is, and what it takes. */
  size: string;
}) {
  return (
    <section class="mx-auto grid max-w-[84rem] items-center gap-12 px-4 pb-16 pt-14 sm:px-8 sm:pt-20 lg:grid-cols-[1.05fr_0.95fr] lg:gap-16 lg:pb-24">
      <div>
        <p class="font-mono text-[0.8125rem] text-accent">A course on distributed systems</p>
        <h1 class="mt-4 text-[2.6rem] font-semibold leading-[1.04] tracking-[-0.035em] sm:text-6xl lg:text-[4.1rem]">
          How machines agree on what is true
        </h1>
        <p class="mt-6 max-w-[34ch] font-serif text-xl leading-relaxed text-ink sm:max-w-[44ch] sm:text-[1.375rem]">
          Clocks drift, messages get lost, machines stop in mid-sentence, and still the answers have
          to agree. Read how that is done, build the parts yourself, and watch a hostile simulator
          try to break them.
        </p>
        <div class="mt-9 flex flex-wrap gap-3">
          {sections.length > 0 && <StartReading sections={sections} />}
          <ButtonLink href={trying} kind="secondary">Try an exercise</ButtonLink>
        </div>
        <p class="mt-5 text-[0.9375rem] text-muted">{size}</p>
      </div>
      <HeroFigure />
    </section>
  );
}

const STEPS = [
  {
    title: "Read",
    text:
      "Short sections with figures that you push around: send a message, cut a link, and see what each machine knows.",
  },
  {
    title: "Build",
    text:
      "Write the real thing in TypeScript, in your browser: clocks, replicated data, consensus. Public checks answer in a moment.",
  },
  {
    title: "Break",
    text:
      "Hidden, deterministic suites run your program under hostile schedules. What fails comes back as the shortest story that shows it.",
  },
];

function Steps() {
  return (
    <section class="border-y border-line bg-panel">
      <div class="mx-auto grid max-w-[84rem] gap-x-12 gap-y-10 px-4 py-16 sm:px-8 md:grid-cols-3">
        {STEPS.map(({ title, text }, index) => (
          <div key={title}>
            <h2 class="flex items-baseline gap-3 text-2xl font-semibold tracking-tight">
              <span class="font-mono text-sm font-medium text-accent">{index + 1}</span>
              {title}
            </h2>
            <p class="mt-3 font-serif text-[1.0625rem] leading-relaxed text-muted">{text}</p>
          </div>
        ))}
      </div>
    </section>
  );
}

const PROMISES = [
  {
    title: "One engine, two homes",
    text:
      "The simulator in your browser is the one on the server: same seed, same run, byte for byte.",
  },
  {
    title: "A failure is always a gift",
    text: "Every failed check shows the few events that matter, and the sentence that they break.",
  },
  {
    title: "The grader is itself graded",
    text:
      "Each exercise carries programs with known mistakes that must fail, and odd but right ones that must pass.",
  },
  {
    title: "Never called wrong for being slow",
    text:
      "A program passes, fails, or runs out of fuel, memory or time. The third is not the second.",
  },
];

/** What a failure looks like, and why to believe it. */
function Verdict() {
  return (
    <section class="mx-auto max-w-[84rem] px-4 pt-16 sm:px-8 sm:pt-20">
      <div class="slab rounded-2xl px-5 py-10 sm:px-12 sm:py-14">
        <div class="grid items-center gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
          <div>
            <h2 class="max-w-[20ch] text-3xl font-semibold leading-tight tracking-tight sm:text-4xl">
              A failure that you can read, replay and check
            </h2>
            <p class="mt-5 max-w-[46ch] font-serif text-lg leading-relaxed text-muted">
              Messages are lost, delayed and overtaken, and machines crash. The run that breaks your
              program is cut down to the events that matter: here six, and each is needed.
            </p>
            <ButtonLink
              href={`/exercises/${failureExample.slug}`}
              kind="secondary"
              class="mt-7"
            >
              Write a node that holds
            </ButtonLink>
          </div>
          <FailureExample />
        </div>
        <dl class="mt-12 grid gap-x-10 gap-y-7 sm:grid-cols-2 lg:grid-cols-4">
          {PROMISES.map(({ title, text }) => (
            <div key={title} class="border-t border-line pt-4">
              <dt class="font-semibold">{title}</dt>
              <dd class="mt-1.5 font-serif leading-relaxed text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

function Listing({ title, href, all, children }: {
  title: string;
  href: string;
  all: string;
  children: ComponentChildren;
}) {
  return (
    <section>
      <div class="flex items-baseline justify-between border-b-2 border-ink pb-3">
        <h2 class="text-2xl font-semibold tracking-tight">{title}</h2>
        <a
          href={href}
          class="touch text-sm font-medium text-accent underline-offset-4 hover:underline"
        >
          {all}
        </a>
      </div>
      <ol>{children}</ol>
    </section>
  );
}

function Item({ href, title, text, note }: {
  href: string;
  title: string;
  text: string | undefined;
  note: string;
}) {
  return (
    <li class="border-b border-line">
      <a href={href} class="group grid grid-cols-[1fr_auto] gap-x-6 py-4">
        <span class="text-lg font-semibold group-hover:text-accent">{title}</span>
        <span class="pt-1 text-sm text-muted">{note}</span>
        {text !== undefined && (
          <span class="col-span-2 mt-1 font-serif text-[1.0625rem] text-muted">{text}</span>
        )}
      </a>
    </li>
  );
}

function Soon({ children }: { children: ComponentChildren }) {
  return <li class="py-4 font-serif text-[1.0625rem] text-muted">{children}</li>;
}
