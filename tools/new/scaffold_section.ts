/** The file of a new section of the chapter, by path: it begins as the last one. */
export function scaffoldSection(
  slug: string,
  { order, part }: { readonly order: number; readonly part: string },
): Record<string, string> {
  const title = slug.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    [`content/${slug.replaceAll("-", "_")}.mdx`]: `---
title: ${title}
order: ${order}
part: ${JSON.stringify(part)}
minutes: 10
summary: One sentence for the table of contents.
objectives:
  - say in one line what one can do afterwards
needs: []
sources: [lamport-1978]
questions:
  - id: what-was-new
    kind: choose
    ask: What is this question for?
    options:
      - text: To show how a question is written
        right: true
      - text: To be left as it is
    because: It is an example. Change it until it is yours.
---

Begin with something that goes wrong, in a few lines. A claim has its source [@lamport-1978].

## What this is about

A figure is a component of \`islands/figures/\`: its tag alone is enough to show it. Until it is
there, a comment says that it is missing.

{/* figure: ${
      title.replace(/(?:^| )(.)/g, (_, letter) => letter.toUpperCase())
    } what it shows, and what one learns */}

<Question id="what-was-new" />
`,
  };
}
