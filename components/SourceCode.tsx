/** A program as it was sent, with numbered lines. */
export function SourceCode({ source, label }: { source: string; label: string }) {
  const lines = source.replace(/\n$/, "").split("\n");
  return (
    <pre class="code numbered" tabindex={0} aria-label={label}><code class="contents">
      {lines.map((line, index) => <span key={index}>{line === "" ? "\u200b" : line}</span>)}
    </code></pre>
  );
}
