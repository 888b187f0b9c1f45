/** What somebody says of a line. */
export interface Remark {
  readonly id: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly author: string | null;
}

/** A program as it was sent, with numbered lines, and what was said of them below each. */
export function SourceCode({ source, label, remarks = [] }: {
  source: string;
  label: string;
  remarks?: readonly Remark[];
}) {
  const lines = source.replace(/\n$/, "").split("\n");
  return (
    <pre class="code numbered" tabindex={0} aria-label={label}><code class="contents">
      {lines.map((line, index) => (
        <>
          <span key={index}>{line === "" ? "\u200b" : line}</span>
          {remarks.filter((remark) => remark.line === index + 1).map((remark) => (
            <em key={remark.id} id={`remark-${remark.id}`} class="remark">
              <strong>{`${remark.author ?? "Staff"}: `}</strong>
              {remark.text}
            </em>
          ))}
        </>
      ))}
    </code></pre>
  );
}
