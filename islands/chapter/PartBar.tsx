import type { Progress } from "./progress.ts";

/** A dash for each section of a part, filled once it is read. Words beside it say the same. */
export function PartBar({ sections, read }: {
  sections: readonly { readonly slug: string }[];
  read: Progress["read"];
}) {
  return (
    <svg
      viewBox={`0 0 ${sections.length * STEP - GAP} 4`}
      height="4"
      width={sections.length * STEP - GAP}
      aria-hidden="true"
      class="shrink-0"
    >
      {sections.map(({ slug }, index) => (
        <rect
          key={slug}
          x={index * STEP}
          width={STEP - GAP}
          height="4"
          rx="2"
          class={read[slug] ? "fill-good" : "fill-line"}
        />
      ))}
    </svg>
  );
}

const STEP = 16;
const GAP = 4;
