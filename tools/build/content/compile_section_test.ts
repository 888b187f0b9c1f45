import assert from "node:assert/strict";
import type { Source, Term } from "@/lib/section.ts";
import { compileSection, type SectionOptions } from "./compile_section.ts";

const SOURCE: Source = {
  key: "a-2001",
  authors: "Ada Author",
  title: "A Title",
  where: "A Journal",
  checked: "primary",
};
const TERMS: readonly Term[] = [
  { id: "log", term: "log", is: "A list.", also: [], see: "one" },
  { id: "log-index", term: "log index", is: "A place.", also: ["CAP"], see: "one" },
];
const OPTIONS: SectionOptions = {
  path: "content/my_section.mdx",
  figures: ["Known"],
  shared: { sources: new Map([[SOURCE.key, SOURCE]]), glossary: TERMS },
  isPrinted: false,
};

const section = (body: string, front = "") =>
  `---\ntitle: T\nsources: [a-2001]\n${front}---\n\n${body}\n`;

const QUESTION = `questions:
  - id: which
    kind: choose
    ask: Which [@a-2001]?
    options:
      - text: This
        right: true
      - text: That
    because: See [there](/chapter/other#part).
`;

Deno.test("a citation is a numbered link that says its source", async () => {
  const { code } = await compileSection(section("So it is [@a-2001; @computed]."), OPTIONS);

  assert.match(code, /href: "#source-a-2001",\s*"aria-label": "Source 1: A Title"/);
  assert.match(code, /title: "Worked out here, or by the figure"/);
  assert.doesNotMatch(code, /\[@/);
});

Deno.test("what there is not is named with its place", async () => {
  const cases: readonly [string, RegExp][] = [
    [section("Text [@b-2002]."), /^content\/my_section\.mdx: \[@b-2002\]: name the key/],
    [section("<Unknown />"), /: <Unknown> is no figure: add islands\/figures\/Unknown\.tsx/],
    [section('<Question id="no" />', QUESTION), /: <Question id="no" \/> is not among/],
    ["no front matter", /: begin with front matter/],
    [section("").replace("a-2001", "c-2003"), /: the source c-2003 is not in content\/sources/],
  ];

  for (const [text, expected] of cases) {
    await assert.rejects(compileSection(text, OPTIONS), { message: expected });
  }
});

Deno.test("the first occurrence of a term is marked, the longest name first, never in code", async () => {
  const body = "## Log\n\n`log` is the log index, the logs, a log, and prologue. CAP is not a cap.";
  const { code } = await compileSection(section(body), OPTIONS);
  const marked = [...code.matchAll(/popovertarget: "([^"]*)",\s*children: "([^"]*)"/g)]
    .map(([, id, text]) => [id, text]);

  assert.deepEqual(marked, [["term-log-index", "log index"], ["term-log", "logs"]]);
});

Deno.test("questions and figures stand for islands; on paper for words", async () => {
  const body = '<Question id="which" />\n\n<Known preset="x" />\n\n## Part\n\n[On](#part)';
  const text = section(body, QUESTION);

  const shown = (await compileSection(text, OPTIONS)).code;
  assert.match(shown, /from "@\/islands\/Question\.tsx"/);
  assert.match(shown, /from "@\/islands\/figures\/Known\.tsx"/);
  assert.match(shown, /id: "part"/);

  const printed = (await compileSection(text, { ...OPTIONS, isPrinted: true })).code;
  assert.match(printed, /from "@\/components\/PrintedQuestion\.tsx"/);
  assert.match(printed, /import \{about as aboutKnown\} from/);
  assert.match(printed, /id: "my-section-part"/);
  assert.match(printed, /href: "#my-section-part"/);
  assert.match(printed, /#other-part/);
  assert.match(printed, /#my-section-source-a-2001/);
});

Deno.test("passages have text without citations, each below its heading", async () => {
  const body = "Before [@a-2001].\n\n## Part\n\n- one\n- two\n\n| a | b |\n| - | - |\n| c | d |";
  const { passages } = await compileSection(section(body), OPTIONS);

  assert.deepEqual(passages, [
    { id: "/chapter/my-section", title: "T", heading: "", text: "Before." },
    { id: "/chapter/my-section#part", title: "T", heading: "Part", text: "one two a b c d" },
  ]);
});
