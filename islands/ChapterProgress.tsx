import { useEffect, useState } from "preact/hooks";
import { ReadSign } from "@/components/ReadSign.tsx";
import { loadProgress, NOTHING, type Progress } from "./chapter/progress.ts";

export interface ProgressPart {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly ProgressSection[];
}

export interface ProgressSection {
  readonly slug: string;
  readonly title: string;
  /** Its place in the chapter, from 1. */
  readonly order: number;
  /** Keys of its questions. */
  readonly questions: readonly string[];
}

/** How far a reader is in the chapter, by what this browser alone knows. */
export default function ChapterProgress({ parts }: { parts: readonly ProgressPart[] }) {
  // Nothing is known before the script runs, and without it nothing ever will be.
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => setProgress(loadProgress()), []);
  const sections = parts.flatMap((part) => part.sections);
  return (
    <>
      <p class="mt-3 max-w-[60ch] text-[0.9375rem] text-muted">{tell(sections, progress)}</p>
      <div class="gap-x-10 sm:columns-2">
        {parts.map(({ id, title, sections }) => (
          <section key={id} aria-labelledby={id} class="break-inside-avoid pt-8">
            <h3 id={id} class="text-sm font-semibold">{title}</h3>
            <ol class="mt-2 border-t border-line">
              {sections.map((section) => (
                <Row key={section.slug} section={section} progress={progress ?? NOTHING} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </>
  );
}

function tell(sections: readonly ProgressSection[], progress: Progress | undefined): string {
  if (progress === undefined) {
    return "What you have read and answered is kept in your browser alone, and a script shows it here.";
  }
  const read = sections.filter(({ slug }) => progress.read[slug]).length;
  const keys = sections.flatMap(({ questions }) => questions);
  const answers = keys.flatMap((key) => progress.answers[key] ?? []);
  const right = answers.filter(({ isRight }) => isRight).length;
  const answered = answers.length === 0
    ? `none of ${keys.length} questions answered`
    : `${answers.length} of ${keys.length} questions answered, ${right} of them rightly`;
  return `${read} of ${sections.length} sections read, ${answered}. Only this browser knows.`;
}

function Row({ section, progress }: {
  section: ProgressSection;
  progress: Progress;
}) {
  const { slug, title, order, questions } = section;
  const answered = questions.filter((key) => progress.answers[key] !== undefined).length;
  return (
    <li class="border-b border-line">
      <a
        href={`/chapter/${slug}`}
        class="group grid min-h-[2.75rem] grid-cols-[1.75rem_1fr_auto] items-center gap-x-2 py-1.5 text-[0.9375rem]"
      >
        <span class="font-mono text-sm text-accent">
          {progress.read[slug] ? <ReadSign /> : order}
        </span>
        <span class="group-hover:text-accent">{title}</span>
        {answered > 0 && (
          <span class="text-sm tabular-nums text-muted">
            {answered}/{questions.length}
            <span class="sr-only">questions answered</span>
          </span>
        )}
      </a>
    </li>
  );
}
