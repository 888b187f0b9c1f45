import { structuredPatch } from "diff";

export interface LineDiffProps {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}

/** Lines around a change that stay as they are. */
const CONTEXT = 3;
/**
 * Lines taken out and put in. Long texts that have nothing in common take long to compare, by the
 * square of this, and tell nothing. Never a time: a busy machine would find less than an idle one.
 */
const EDITS_MAX = 1_000;

const MARKS: Readonly<Record<string, { tag: "del" | "ins" | "span"; class: string }>> = {
  "-": { tag: "del", class: "bg-bad/10 no-underline" },
  "+": { tag: "ins", class: "bg-good/10 no-underline" },
  " ": { tag: "span", class: "" },
};

/** What leads from one text to another, line by line, with a few lines around each change. */
export function LineDiff({ before, after, label }: LineDiffProps) {
  const limits = { context: CONTEXT, maxEditLength: EDITS_MAX };
  const patch = structuredPatch("", "", before, after, "", "", limits);
  if (patch === undefined) return <p class="text-[0.9375rem] text-muted">Nearly all of it.</p>;
  const { hunks } = patch;
  if (hunks.length === 0) return <p class="text-[0.9375rem] text-muted">They are the same.</p>;
  return (
    <pre class="code" tabindex={0} aria-label={label}><code class="block min-w-max">
      {hunks.map(({ oldStart, newStart, lines }, index) => (
        <span key={newStart} class="block">
          <span class={`block text-muted ${index > 0 ? "mt-4" : ""}`}>
            Line {oldStart} before, line {newStart} after
          </span>
          {lines.filter((line) => !line.startsWith("\\")).map((line, row) => {
            const { tag: Tag, class: className } = MARKS[line[0]];
            return <Tag key={row} class={`block ${className}`}>{line}</Tag>;
          })}
        </span>
      ))}
    </code></pre>
  );
}
