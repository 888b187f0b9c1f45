import assert from "node:assert/strict";
import { h } from "preact";
import type { Section } from "@/routes/(_shared)/sections.ts";
import { checkFigure } from "./check_figures.ts";
import { checkFrontMatter, checkQuestion } from "./check_front_matter.ts";
import { checkLinks } from "./check_links.ts";
import { checkPath } from "./check_path.ts";
import { checkText, findMissingFigures } from "./check_text.ts";
import { parseSection } from "./parse_section.ts";

const FRONT = {
  title: "T",
  summary: "S.",
  order: 1,
  part: "P",
  minutes: 5,
  objectives: [],
  needs: [],
  sources: [],
};
const CHOICE = {
  id: "a-b",
  kind: "choose",
  ask: "?",
  options: [{ text: "1", right: true }, { text: "2" }],
  because: "So.",
};

const parse = (name: string, front: string, body = "Text.\n") =>
  parseSection(`content/${name}.mdx`, `---\n${front}\n---\n\n${body}`);

Deno.test("checkFrontMatter() has nothing to say of what is in order", () => {
  assert.deepEqual(checkFrontMatter("x", { ...FRONT, questions: [CHOICE] }), []);
});

Deno.test("checkFrontMatter() tells what is missing", () => {
  const cases: readonly [Record<string, unknown>, RegExp][] = [
    [{ title: "" }, /give it a title/],
    [{ summary: undefined }, /give it a summary/],
    [{ part: undefined }, /give it a part/],
    [{ order: 0 }, /give it order/],
    [{ sources: undefined }, /give it sources/],
    [{ exercises: "one" }, /give it exercises/],
    [{ questions: [CHOICE, CHOICE] }, /two questions are called a-b/],
  ];

  for (const [change, expected] of cases) {
    assert.match(checkFrontMatter("x", { ...FRONT, ...change }).join("\n"), expected);
  }
});

Deno.test("checkQuestion() wants one right answer, and a reason", () => {
  const cases: readonly [Record<string, unknown>, RegExp][] = [
    [{ id: "A b" }, /give it an id/],
    [{ kind: "guess" }, /its kind must be one of/],
    [{ ask: undefined }, /asks nothing/],
    [{ options: [{ text: "1" }, { text: "2" }] }, /has 0 right options/],
    [{ options: [{ text: "1", right: true }] }, /needs 2 options/],
    [{ because: undefined }, /gives no reason/],
    [{ kind: "order" }, /needs 3 items/],
    [{ kind: "open" }, /no model answer/],
  ];

  for (const [change, expected] of cases) {
    assert.match(checkQuestion("x", { ...CHOICE, ...change }).join("\n"), expected);
  }
});

Deno.test("checkPath() finds gaps, sections that are not there, and circles", () => {
  const complaints = checkPath([
    parse("one", "order: 1\nneeds: [two]"),
    parse("two", "order: 3\nneeds: [one, three]"),
  ]);

  assert.deepEqual(complaints, [
    "content/two.mdx has order 3: 2 comes next",
    "content/one.mdx needs itself: one needs two needs one",
    "content/two.mdx needs three: there is no such section",
    "content/two.mdx needs itself: two needs one needs two",
  ]);
});

Deno.test("checkPath() finds a part that others interrupt", () => {
  const complaints = checkPath([
    parse("one", "order: 1\npart: A"),
    parse("two", "order: 2\npart: A"),
    parse("three", "order: 3\npart: B"),
    parse("four", "order: 4\npart: A"),
  ]);

  assert.deepEqual(complaints, [`content/four.mdx is of the part "A", and "B" came between`]);
});

Deno.test("checkText() finds numbers, unused sources, code and unplaced questions", () => {
  const front = "sources: [a]\nquestions:\n  - id: q\n    ask: none";
  const complaints = checkText(
    parse(
      "one",
      front,
      "43 s.\n\nexport const a = 1;\n\n{1 + 1}\n\n<b>x</b>\n\n<A b={1} />\n\n# B\n",
    ),
  );

  assert.deepEqual(complaints.map((each) => each.replace(/^content\/one\.mdx:/, "")), [
    '8: "43" has no source: add [@key], [@computed] or [@illustrative] to its paragraph, item or row',
    "10: an import or export: a section has text, figures and questions alone",
    "12: {1 + 1}: a section has text, figures and questions alone",
    "14: <b>: a section has text, figures and questions alone",
    "16: <A> with more than plain strings: a section has text, figures and questions alone",
    "18: a second title: a section has text, figures and questions alone",
    " nothing cites a: cite it, or take it out",
    " the question q is placed 0 times: once, please",
  ]);
});

Deno.test("findMissingFigures() reads the comments that announce them", () => {
  const section = parse(
    "one",
    "title: T",
    "{/* figure: RaftCluster preset=x */}\n\n{/* note */}\n",
  );

  assert.deepEqual(findMissingFigures(section), [
    "content/one.mdx: the figure RaftCluster is still to be made",
  ]);
});

Deno.test("checkLinks() finds what leads nowhere", () => {
  const hrefs = [
    "#here",
    "#gone",
    "#figure-a=1.2",
    "#source-s",
    "/chapter/two#here",
    "/chapter/two#gone",
    "/chapter/three",
    "/exercises/known",
    "/exercises/gone",
    "/glossary#a",
    "/gone",
    "https://example.org/",
    "http://example.org/",
  ];
  const section = (slug: string, sources: string[]): Section => ({
    ...FRONT,
    slug,
    Content: () =>
      h(
        "div",
        null,
        h("h2", { id: "here" }),
        h("figure", { id: "figure-a" }),
        hrefs.map((href) => h("a", { href }, href)),
      ),
    headings: [],
    sources: sources.map((key) => ({ key }) as Section["sources"][number]),
    questions: [],
    terms: [],
  });

  const complaints = checkLinks([section("one", ["s"]), section("two", ["s"])], {
    exercises: ["known"],
    pages: ["/glossary"],
  });

  assert.deepEqual(
    complaints.filter((each) => each.startsWith("content/one.mdx"))
      .map((each) => each.match(/links to (\S+):/)![1]),
    [
      "#gone",
      "/chapter/two#gone",
      "/chapter/three",
      "/exercises/gone",
      "/gone",
      "http://example.org/",
    ],
  );
});

Deno.test("checkFigure() wants words, and a frame with an id", () => {
  const about = { title: "T", inWords: "W." };

  assert.deepEqual(checkFigure({ about, default: () => h("figure", { id: "figure-a" }) }), []);
  assert.match(checkFigure({ default: () => h("figure", { id: "figure-a" }) })[0], /export about/);
  assert.match(checkFigure({ about, default: () => h("div", null) })[0], /FigureFrame/);
  assert.match(checkFigure({ about })[0], /default export/);
});
