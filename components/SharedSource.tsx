/** Some lines that another program has as well. */
export interface SharedRange {
  /** Names the passage on both sides; counts from 1. */
  readonly passage: number;
  /** Lines count from 1; the last is part of it. */
  readonly from: number;
  readonly to: number;
}

/** A program in which the passages that it shares with another are marked and numbered. */
export function SharedSource({ source, label, side, ranges }: {
  source: string;
  label: string;
  /** Begins the passages' anchors: `one-1`. */
  side: string;
  ranges: readonly SharedRange[];
}) {
  const lines = source.replace(/\n$/, "").split("\n");
  return (
    <pre class="code numbered max-h-[75vh]" tabindex={0} aria-label={label}><code class="contents">
      {lines.map((line, index) => {
        const shared = ranges.find(({ from, to }) => index + 1 >= from && index + 1 <= to);
        const text = line === "" ? "\u200b" : line;
        if (shared === undefined) return <span key={index}>{text}</span>;
        const isFirst = shared.from === index + 1;
        return (
          <span key={index} id={isFirst ? `${side}-${shared.passage}` : undefined}>
            <mark class="bg-warn/20 text-ink">
              {isFirst && <i class="sr-only">{`Passage ${shared.passage}: `}</i>}
              {text}
            </mark>
            {isFirst && (
              <b aria-hidden="true" class="ml-3 text-sm font-semibold text-warn">
{`(${shared.passage})`}
</b>
            )}
          </span>
        );
      })}
    </code></pre>
  );
}
