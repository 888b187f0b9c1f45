import { useEffect, useState } from "preact/hooks";
import { ButtonLink } from "@/components/Button.tsx";
import { loadProgress } from "./chapter/progress.ts";

/** The way into the chapter: to its beginning, or to where one is by what this browser knows. */
export default function StartReading({ sections }: {
  /** All of them, in their order. */
  sections: readonly { readonly slug: string; readonly title: string }[];
}) {
  const [next, setNext] = useState<string>();
  useEffect(() => {
    const { read } = loadProgress();
    const hasBegun = sections.some(({ slug }) => read[slug]);
    if (hasBegun) setNext(sections.find(({ slug }) => !read[slug])?.slug);
  }, []);
  const section = sections.find(({ slug }) => slug === next);
  return (
    <ButtonLink href={`/chapter/${(section ?? sections[0]).slug}`}>
      {section === undefined ? "Start reading" : `Go on: ${section.title}`}
    </ButtonLink>
  );
}
