import { SourceTag } from "../kit/SourceTag.tsx";
import type { Case } from "./case.ts";

/** Runs of a claim, side by side: what happened in each, and whether the claim held. */
export function CaseList({ cases }: { cases: readonly Case[] }) {
  return (
    <div
      class={`grid gap-3 ${cases.length > 1 ? "sm:grid-cols-2" : ""}`}
    >
      {cases.map(({ name, lines, holds }) => (
        <section
          key={name}
          aria-label={name}
          class={`min-w-0 rounded-lg border-l-4 bg-sunken px-3.5 py-3 text-sm leading-snug ${
            holds ? "border-good" : "border-bad"
          }`}
        >
          <p class="flex items-baseline justify-between gap-3">
            <strong>{name}</strong>
            <span
              class={`whitespace-nowrap font-semibold ${holds ? "text-good" : "text-bad"}`}
            >
              {holds ? "✓ it holds" : "✗ it fails"}
            </span>
          </p>
          <ol class="mt-2 list-decimal space-y-1 pl-5 marker:text-muted">
            {lines.map((line) => <li key={line}>{line}</li>)}
          </ol>
          <p class="mt-2">
            <SourceTag source="computed" />
          </p>
        </section>
      ))}
    </div>
  );
}
