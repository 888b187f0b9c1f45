/** The file of a new section of the chapter, by path. */
export function scaffoldSection(slug: string, order: number): Record<string, string> {
  const title = slug.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    [`content/${slug.replaceAll("-", "_")}.mdx`]: `---
title: ${title}
order: ${order}
minutes: 10
objectives:
  - say in one line what one can do afterwards
needs: []
summary: One sentence for the table of contents.
sources:
  - key: lamport-1978
    authors: Leslie Lamport
    title: Time, Clocks, and the Ordering of Events in a Distributed System
    where: Communications of the ACM 21(7)
    year: 1978
    url: https://doi.org/10.1145/359545.359563
---

Begin with something that goes wrong, in a few lines.

## What this is about

A figure is a component of \`islands/figures/\`: its tag alone is enough to show it.
`,
  };
}
