import { useEffect, useState } from "preact/hooks";
import { ReadSign } from "@/components/ReadSign.tsx";
import { changeProgress, loadProgress, NOTHING, type Progress } from "./chapter/progress.ts";

export interface ContentsEntry {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly summary: string;
  /** Keys of its questions. */
  readonly questions: readonly string[];
}

/** The table of contents, with what this browser knows of what was read. */
export default function ChapterContents({ sections }: { sections: readonly ContentsEntry[] }) {
  const [progress, setProgress] = useState(NOTHING);
  useEffect(() => setProgress(loadProgress()), []);
  const forget = () => {
    changeProgress(() => NOTHING);
    setProgress(NOTHING);
  };
  return (
    <>
      <Standing sections={sections} progress={progress} />
      <ol class="mt-4 border-t-2 border-ink">
        {sections.map((section, index) => (
          <Entry key={section.slug} section={section} place={index + 1} progress={progress} />
        ))}
      </ol>
      {hasAny(progress) && (
        <p class="mt-6 text-sm text-muted">
          What you have read and answered is kept in this browser only.{" "}
          <button
            type="button"
            onClick={forget}
            class="underline underline-offset-4 hover:text-ink"
          >
            Forget it
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

function Entry({ section, place, progress }: {
  section: ContentsEntry;
  place: number;
  progress: Progress;
}) {
  const { slug, title, minutes, summary, questions } = section;
  const isRead = progress.read[slug] === true;
  const answered = questions.filter((key) => progress.answers[key] !== undefined).length;
  return (
    <li class="border-b border-line">
      <a
        href={`/chapter/${slug}`}
        class="group grid grid-cols-[2.25rem_1fr_auto] items-baseline gap-x-3 py-6"
      >
        <span class="font-mono text-sm text-accent">{isRead ? <ReadSign /> : place}</span>
        <h2 class="text-2xl font-semibold tracking-tight group-hover:text-accent">{title}</h2>
        <span class="text-right text-sm text-muted">{minutes} min</span>
        <p class="col-start-2 col-end-4 mt-2 max-w-[56ch] sm:col-end-3 font-serif text-[1.0625rem] leading-relaxed text-muted">
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
