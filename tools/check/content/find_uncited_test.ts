import assert from "node:assert/strict";
import { parseSection } from "./parse_section.ts";
import { findUncited, findUncitedQuestions, numbersIn } from "./find_uncited.ts";

Deno.test("numbersIn() finds quantities, prices, shares, years", () => {
  const cases: readonly [string, readonly string[]][] = [
    ["It took 43 seconds.", ["43"]],
    ["In 99.94 % of reads", ["99.94 %"]],
    ["About $10,000, in 2013.", ["10,000", "2013"]],
    ["It was 8x slower (or 1.5 times), at 22:52 UTC.", ["8x", "1.5", "22:52"]],
    ["Between 150–300 ms and -3", ["150", "3"]],
  ];

  for (const [text, expected] of cases) {
    assert.deepEqual(numbersIn(text), expected, text);
  }
});

Deno.test("numbersIn() passes names, formulas and labels", () => {
  for (
    const text of [
      "n1 and n2 use S3 and UTF-8",
      "with 2f+1 of 3f+1 nodes, or n/2 + 1, k of n",
      "see Figure 8, section 5.4.2, rules 1 and 2, terms 3, 4 or 5",
      "five of seven",
    ]
  ) {
    assert.deepEqual(numbersIn(text), [], text);
  }
});

Deno.test("findUncited() wants a citation in the same paragraph, item or row", () => {
  const { tree } = parseSection(
    "content/a.mdx",
    `---
title: A
---

Cited 43 [@a]. More: 44.

Bare 45.

## Heading 46

1. item without
2. item with 47
3. item with 48 [@computed]

| a | b |
| --- | --- |
| 49 | [@a] |
| 50 | c |

\X

\`\`\`
code 52
\`\`\`
`,
  );

  assert.deepEqual(findUncited(tree).map(({ line, number }) => [line, number]), [
    [7, "45"],
    [12, "47"],
    [18, "50"],
  ]);
});

Deno.test("findUncitedQuestions() wants a citation in any text of a question with a number", () => {
  const question = (ask: string, because: string) =>
    ({ id: ask, kind: "choose", ask, options: [{ text: "`7`", because }] }) as const;

  const found = findUncitedQuestions([
    question("None", "In n1, `43` and section 2."),
    question("43?", "So [@a]."),
    question("Bare", "After 44 seconds."),
  ]);

  assert.deepEqual(found, [{ id: "Bare", number: "44" }]);
});
