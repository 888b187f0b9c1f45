import { useEffect, useState } from "preact/hooks";
import { ReadSign } from "@/components/ReadSign.tsx";
import { loadProgress, NOTHING, type Progress } from "./chapter/progress.ts";

export interface PartEntry {
  readonly slug: string;
  readonly title: string;
  /** Its place in the chapter, from 1. */
  readonly order: number;
}

/** The sections of a part, for who reads one of them: where one is, and what one has read. */
export default function PartContents({ sections, here, label }: {
  sections: readonly PartEntry[];
  /** The slug of the section that is read. */
  here: string;
  label: string;
}) {
  const [read, setRead] = useState<Progress["read"]>(NOTHING.read);
  useEffect(() => setRead(loadProgress().read), []);
  return (
    <nav aria-label={label} class="text-sm">
      <ol class="mt-2">
        {sections.map(({ slug, title, order }) => (
          <li key={slug}>
            <a
              href={`/chapter/${slug}`}
              aria-current={slug === here ? "page" : undefined}
              class="grid grid-cols-[1.5rem_1fr] items-baseline gap-x-1 py-2 leading-snug text-muted hover:text-ink [&[aria-current]]:font-semibold [&[aria-current]]:text-ink lg:py-1.5"
            >
              <span class="font-mono text-[0.8125rem] text-accent">
                {read[slug] ? <ReadSign /> : order}
              </span>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
