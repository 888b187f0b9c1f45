import type { Term } from "@/lib/section.ts";
import { InlineHtml } from "./Html.tsx";

/** What the glossary says of the terms in a text: the browser shows a card by its button. */
export function TermCards(
  { terms }: { terms: readonly (Term & { readonly from: string | undefined })[] },
) {
  return (
    <>
      {terms.map(({ id, term, is, see, from }) => (
        <div key={id} id={`term-${id}`} popover="auto" role="note" class="term-card">
          <p>
            <dfn class="font-sans font-semibold not-italic">{term}</dfn>: <InlineHtml html={is} />
          </p>
          {from !== undefined && (
            <p class="mt-2 font-sans text-sm text-muted">
              Explained in{" "}
              <a href={`/chapter/${see}`} class="underline underline-offset-4 hover:text-ink">
                {from}
              </a>
            </p>
          )}
        </div>
      ))}
    </>
  );
}
