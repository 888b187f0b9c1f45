import type { FrontMatter } from "@/lib/section.ts";

/** Sections that belong together. */
export interface Part<Section> {
  /** From 1. */
  readonly number: number;
  /** Where it stands in the table of contents: `/chapter#part-2`. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** The parts of the chapter in their order: a part is what sections in a row call so. */
export function groupParts<Section extends Pick<FrontMatter, "part">>(
  sections: readonly Section[],
): readonly Part<Section>[] {
  const titles = [...new Set(sections.map(({ part }) => part))];
  return titles.map((title, index) => ({
    number: index + 1,
    id: `part-${index + 1}`,
    title,
    sections: sections.filter(({ part }) => part === title),
  }));
}
