import { useEffect, useState } from "preact/hooks";
import { ReadSign } from "@/components/ReadSign.tsx";
import { PartBar } from "./chapter/PartBar.tsx";
import { PartStanding } from "./chapter/PartStanding.tsx";
import { changeProgress, loadProgress, NOTHING, type Progress } from "./chapter/progress.ts";

export interface ContentsPart {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly sections: readonly ContentsEntry[];
}

export interface ContentsEntry {
  readonly slug: string;
  readonly title: string;
  /** Its place in the chapter, from 1. */
  readonly order: number;
  readonly minutes: number;
  readonly summary: string;
  /** Keys of its questions. */
  readonly questions: readonly string[];
}

/** The table of contents, with what this browser knows of what was read. */
export default function ChapterContents({ parts }: { parts: readonly ContentsPart[] }) {
  const [progress, setProgress] = useState(NOTHING);
  useEffect(() => setProgress(loadProgress()), []);
  const [forgotten, setForgotten] = useState<Progress>();
  const forgetOrUndo = () => {
    const next = forgotten ?? NOTHING;
    changeProgress(() => next);
    setProgress(next);
    setForgotten(forgotten === undefined ? progress : undefined);
  };
  return (
    <>
      <Standing sections={parts.flatMap(({ sections }) => sections)} progress={progress} />
      <PartLinks parts={parts} progress={progress} />
      {parts.map((part) => <Part key={part.id} part={part} progress={progress} />)}
      {(hasAny(progress) || forgotten !== undefined) && (
        <p class="mt-6 text-sm text-muted">
          <span role="status">
            {forgotten === undefined
              ? "What you have read and answered is kept in this browser only."
              : "What you had read and answered is forgotten."}
          </span>{" "}
          <button
            type="button"
            onClick={forgetOrUndo}
            class="underline underline-offset-4 hover:text-ink"
          >
            {forgotten === undefined ? "Forget it" : "Undo"}
          </button>
        </p>
      )}
    </>
  );
}

/** One line: how long it all is, or how far one has come and where to go on. */
function Standing({ sections, progress }: {
  sections: readonly ContentsEntry[];
  progress: Progress;
}) {
  const read = sections.filter(({ slug }) => progress.read[slug]).length;
  const next = sections.find(({ slug }) => !progress.read[slug]);
  const minutes = sections.reduce((sum, section) => sum + section.minutes, 0);
  return (
    <p class="mt-10 text-[0.9375rem] text-muted">
      {read === 0
        ? `${sections.length} sections, about ${tellMinutes(minutes)}`
        : `${read} of ${sections.length} sections read`}
      {read > 0 && next !== undefined && (
        <>
          . Go on with{" "}
          <a
            href={`/chapter/${next.slug}`}
            class="font-medium text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
          >
            {next.title}
          </a>
        </>
      )}
    </p>
  );
}

/** All parts at a glance. */
function PartLinks({ parts, progress }: {
  parts: readonly ContentsPart[];
  progress: Progress;
}) {
  return (
    <nav aria-label="Parts of the chapter" class="mt-5">
      <ol class="grid gap-x-10 border-t border-line sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-4">
        {parts.map(({ number, id, title, sections }) => (
          <li key={id} class="border-b border-line">
            <a
              href={`#${id}`}
              class="group grid h-full min-h-[3.25rem] grid-cols-[1.75rem_1fr_auto] items-center gap-x-2 py-2"
            >
              <span class="font-mono text-sm text-accent">{number}</span>
              <span class="font-semibold group-hover:text-accent">{title}</span>
              <span class="text-right text-sm text-muted">
                <PartStanding sections={sections} read={progress.read} />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Part({ part: { number, id, title, sections }, progress }: {
  part: ContentsPart;
  progress: Progress;
}) {
  return (
    <section aria-labelledby={id} class="mt-16">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b-2 border-ink pb-3">
        <h2 id={id} class="text-2xl font-semibold tracking-tight">
          <span class="mr-2 font-medium text-accent">
            <span class="sr-only">Part</span> {number}
          </span>{" "}
          {title}
        </h2>
        <p class="flex items-center gap-3 text-sm text-muted">
          <PartBar sections={sections} read={progress.read} />
          <PartStanding sections={sections} read={progress.read} />
        </p>
      </div>
      <ol>
        {sections.map((section) => (
          <Entry key={section.slug} section={section} progress={progress} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ section, progress }: {
  section: ContentsEntry;
  progress: Progress;
}) {
  const { slug, title, order, minutes, summary, questions } = section;
  const isRead = progress.read[slug] === true;
  const answered = questions.filter((key) => progress.answers[key] !== undefined).length;
  return (
    <li class="border-b border-line">
      <a
        href={`/chapter/${slug}`}
        class="group grid grid-cols-[2.25rem_1fr_auto] items-baseline gap-x-3 py-5"
      >
        <span class="font-mono text-sm text-accent">{isRead ? <ReadSign /> : order}</span>
        <h3 class="text-xl font-semibold tracking-tight group-hover:text-accent">{title}</h3>
        <span class="text-right text-sm text-muted">{minutes} min</span>
        <p class="col-start-2 col-end-4 mt-1.5 max-w-[56ch] sm:col-end-3 font-serif text-[1.0625rem] leading-relaxed text-muted">
          {summary}
        </p>
        {answered > 0 && (
          <span class="col-start-2 mt-2 text-sm text-muted sm:col-start-3 sm:text-right">
            {answered}/{questions.length}
            <span class="sm:sr-only">questions answered</span>
          </span>
        )}
      </a>
    </li>
  );
}

function hasAny({ read, answers }: Progress): boolean {
  return Object.keys(read).length + Object.keys(answers).length > 0;
}

function tellMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "an hour" : `${hours} hours`;
}
