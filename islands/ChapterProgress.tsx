import { useEffect, useState } from "preact/hooks";
import { ReadSign } from "@/components/ReadSign.tsx";
import { loadProgress, NOTHING, type Progress } from "./chapter/progress.ts";

export interface ProgressSection {
  readonly slug: string;
  readonly title: string;
  /** Keys of its questions. */
  readonly questions: readonly string[];
}

/** How far a reader is in the chapter, by what this browser alone knows. */
export default function ChapterProgress({ sections }: { sections: readonly ProgressSection[] }) {
  // Nothing is known before the script runs, and without it nothing ever will be.
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => setProgress(loadProgress()), []);
  return (
    <>
      <p class="mt-3 max-w-[60ch] text-[0.9375rem] text-muted">{tell(sections, progress)}</p>
      <ol class="mt-5 gap-x-10 border-t border-line sm:columns-2">
        {sections.map((section, index) => (
          <Row
            key={section.slug}
            section={section}
            place={index + 1}
            progress={progress ?? NOTHING}
          />
        ))}
      </ol>
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

function Row({ section, place, progress }: {
  section: ProgressSection;
  place: number;
  progress: Progress;
}) {
  const { slug, title, questions } = section;
  const answered = questions.filter((key) => progress.answers[key] !== undefined).length;
  return (
    <li class="break-inside-avoid border-b border-line">
      <a
        href={`/chapter/${slug}`}
        class="group grid min-h-[2.75rem] grid-cols-[1.75rem_1fr_auto] items-center gap-x-2 py-1.5 text-[0.9375rem]"
      >
        <span class="font-mono text-sm text-accent">
          {progress.read[slug] ? <ReadSign /> : place}
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
