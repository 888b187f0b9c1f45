import type { Source } from "@/lib/section.ts";

const CHECKED = {
  primary: undefined,
  secondary: "read about in another text",
  memory: "not compared with the original",
};

/** A section's sources, numbered as its citations number them. */
export function SourceList({ sources, prefix }: { sources: readonly Source[]; prefix: string }) {
  return (
    <ol class="mt-3 space-y-2.5 font-serif text-[1.0625rem] leading-snug text-muted">
      {sources.map((source, index) => (
        <li
          key={source.key}
          id={`${prefix}source-${source.key}`}
          class="source flex scroll-mt-20 gap-3"
        >
          <span class="w-5 shrink-0 text-right font-mono text-sm leading-[1.6]">{index + 1}</span>
          <span class="min-w-0 break-words">
            <SourceLine source={source} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function SourceLine({ source }: { source: Source }) {
  const { title, authors, where, year, url, checked } = source;
  const rest = [where, year].filter((part) => part !== undefined).join(", ");
  return (
    <>
      {authors}: {url === undefined ? <cite class="text-ink">{title}</cite> : (
        <a
          href={url}
          rel="noreferrer"
          class="text-ink underline decoration-line underline-offset-4 hover:decoration-accent"
        >
          <cite>{title}</cite>
        </a>
      )}, {rest}
      {CHECKED[checked] !== undefined && <span class="text-sm">{` (${CHECKED[checked]})`}</span>}
    </>
  );
}
