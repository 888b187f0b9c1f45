import type { ParsedSection } from "./parse_section.ts";

/** What is amiss with the way through the chapter: its orders, its parts, and what sections need. */
export function checkPath(sections: readonly ParsedSection[]): string[] {
  const complaints: string[] = [];
  const ordered = sections.toSorted((one, other) =>
    Number(one.front.order) - Number(other.front.order)
  );
  ordered.forEach(({ path, front }, index) => {
    if (front.order !== index + 1) {
      complaints.push(`${path} has order ${front.order}: ${index + 1} comes next`);
    }
  });
  complaints.push(...findTornParts(ordered));
  const bySlug = new Map(sections.map((section) => [section.slug, section]));
  for (const { path, slug, front } of sections) {
    for (const need of front.needs ?? []) {
      if (!bySlug.has(need)) complaints.push(`${path} needs ${need}: there is no such section`);
    }
    const circle = findCircle(slug, bySlug);
    if (circle !== undefined) complaints.push(`${path} needs itself: ${circle.join(" needs ")}`);
  }
  return complaints;
}

/** Sections whose part has ended before them: a title with a slip of the pen looks like that too. */
function findTornParts(ordered: readonly ParsedSection[]): string[] {
  const begun = new Set<string | undefined>();
  return ordered.flatMap(({ path, front: { part } }, index) => {
    const before = ordered[index - 1]?.front.part;
    const isTorn = part !== before && begun.has(part);
    begun.add(part);
    return isTorn ? [`${path} is of the part "${part}", and "${before}" came between`] : [];
  });
}

/** The way from a section through what it needs back to itself, if there is one. */
function findCircle(
  start: string,
  bySlug: ReadonlyMap<string, ParsedSection>,
): string[] | undefined {
  const seen = new Set<string>();
  const search = (slug: string, way: readonly string[]): string[] | undefined => {
    for (const need of bySlug.get(slug)?.front.needs ?? []) {
      if (need === start) return [...way, need];
      if (seen.has(need)) continue;
      seen.add(need);
      const circle = search(need, [...way, need]);
      if (circle !== undefined) return circle;
    }
    return undefined;
  };
  return search(start, [start]);
}
