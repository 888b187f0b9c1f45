import type { Hit } from "@/lib/search.ts";

/** One thing that was found: the section and heading, and the text around what was looked for. */
export function HitText({ hit: { title, heading, snippet } }: { hit: Hit }) {
  return (
    <>
      <span class="block font-semibold leading-snug">
        {heading === "" ? title : heading}
        {heading !== "" && !heading.endsWith(title) && (
          <span class="font-normal text-muted">{` · ${title}`}</span>
        )}
      </span>
      <span class="mt-0.5 block font-serif text-[0.9375rem] leading-snug text-muted">
        {snippet.map(({ text, isMatch }, index) =>
          isMatch
            ? <mark key={index} class="bg-transparent font-semibold text-ink">{text}</mark>
            : text
        )}
      </span>
    </>
  );
}
