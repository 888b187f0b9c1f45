import { Fragment } from "preact";

/** Sections of the chapter in a sentence: "One, Two and Three". */
export function SectionLinks({ sections }: {
  sections: readonly { readonly slug: string; readonly title: string }[];
}) {
  return (
    <>
      {sections.map(({ slug, title }, index) => (
        <Fragment key={slug}>
          {index > 0 && (index === sections.length - 1 ? " and " : ", ")}
          <a
            href={`/chapter/${slug}`}
            class="underline decoration-line underline-offset-4 hover:text-ink"
          >
            {title}
          </a>
        </Fragment>
      ))}
    </>
  );
}
