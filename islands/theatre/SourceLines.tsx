import { useEffect, useMemo, useRef } from "preact/hooks";
import { readExcerpts } from "./read_excerpts.ts";

interface SourceLinesProps {
  readonly source: string;
  /** The lines that ran, in the order in which each ran last. */
  readonly lines: readonly number[];
}

/** The program's lines that ran in a step, with what stands around them. */
export function SourceLines({ source, lines }: SourceLinesProps) {
  const excerpts = useMemo(() => readExcerpts(source, lines), [source, lines]);
  const box = useRef<HTMLDivElement>(null);
  const lastLine = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const line = lastLine.current;
    if (box.current === null || line === null) return;
    // Only the box scrolls: the page stays where it is.
    box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2;
  }, [excerpts]);
  if (lines.length === 0) {
    return <p class="text-sm text-muted">No line of the program ran in this step.</p>;
  }
  const last = lines.at(-1);
  return (
    <section>
      <p class="text-sm font-semibold">
        The lines that ran, <span class="font-normal text-muted">line {last} last</span>
      </p>
      <div
        ref={box}
        role="group"
        tabindex={0}
        aria-label="The lines that ran"
        class="relative mt-1 max-h-44 overflow-y-auto rounded-md border border-line bg-sunken py-1 font-mono text-[0.8125rem] leading-relaxed"
      >
        {excerpts.map((excerpt) => (
          <ol key={excerpt[0].number} class="py-1">
            {excerpt.map(({ number, text, hasRun }) => (
              <li
                key={number}
                ref={number === last ? lastLine : undefined}
                class={`flex ${number === last ? "bg-accent/10" : ""}`}
              >
                <span class="w-6 shrink-0 text-center text-accent">
                  {hasRun && (
                    <>
                      <span aria-hidden="true">▸</span>
                      <span class="sr-only">ran:</span>
                    </>
                  )}
                </span>
                <span
                  class={`w-8 shrink-0 pr-2 text-right tabular-nums ${
                    number === last ? "" : "text-muted"
                  }`}
                >
                  {number}
                </span>
                <span
                  class={`min-w-0 flex-1 whitespace-pre-wrap break-words pr-3 ${
                    hasRun ? "" : "text-muted"
                  }`}
                >
                  {text}
                </span>
              </li>
            ))}
          </ol>
        ))}
      </div>
    </section>
  );
}
