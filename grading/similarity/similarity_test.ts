import assert from "node:assert/strict";
import fc from "fast-check";
import { findSimilar, printTokens } from "./find_similar.ts";
import { matchPassages } from "./match_passages.ts";
import { readTokens } from "./read_tokens.ts";
import { GUARANTEE, NOISE, winnow } from "./winnow.ts";

const SLUG = "vector-clock";
const solution = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);
const NOTHING: ReadonlySet<number> = new Set();

const kindsOf = (source: string) => readTokens(source).map(({ kind }) => kind);

/** Runs of few kinds of tokens, so that chance matches are many. */
const aRun = (length: { minLength?: number; maxLength?: number }) =>
  fc.array(fc.constantFrom(..."abcdefgh"), length);

Deno.test("readTokens() is the same after renaming, other literals, comments and layout", () => {
  const source = `export function merge(a: Clock, b: Clock): Clock {
  // The larger of both.
  const out: Clock = { ...a };
  for (const id of Object.keys(b)) out[id] = Math.max(out[id] ?? 0, b[id]);
  return out;
}
`;
  const copied = `export function join(left, right) {
  const result = {...left}
  for (const node of Object.keys(right))
    result[node] = Math.max(result[node] ?? 7,
      right[node]) /* taken over */
  return result
}`;

  assert.deepEqual(kindsOf(copied), kindsOf(source));
});

Deno.test("readTokens() names the line of every token", () => {
  const lines = readTokens("type A = {\n  a: 1;\n};\nlet b: A;\nb = 1;\n").map(({ line }) => line);

  assert.deepEqual(lines, [4, 4, 5, 5, 5]);
});

Deno.test("winnow() always finds a shared run of the guarantee's length", () => {
  fc.assert(
    fc.property(
      aRun({ minLength: GUARANTEE, maxLength: 40 }),
      fc.tuple(aRun({ maxLength: 60 }), aRun({ maxLength: 60 })),
      fc.tuple(aRun({ maxLength: 60 }), aRun({ maxLength: 60 })),
      (run, [before, after], [otherBefore, otherAfter]) => {
        const one = [...before, ...run, ...after];
        const other = [...otherBefore, ...run, ...otherAfter];

        const others = new Set(winnow(other).map(({ hash }) => hash));
        assert.ok(winnow(one).some(({ hash }) => others.has(hash)));
        assert.ok(matchPassages(one, other, NOTHING).length > 0);
      },
    ),
  );
});

Deno.test("matchPassages() shows equal tokens only, none twice, none in noise", () => {
  // Of two kinds, so that much is shared by chance.
  const aTangle = fc.array(fc.constantFrom("a", "b"), { minLength: 40, maxLength: 80 });
  fc.assert(fc.property(aTangle, aTangle, (one, other) => {
    const passages = matchPassages(one, other, NOTHING);

    const seen = new Set<number>();
    for (const passage of passages) {
      assert.ok(passage.length >= NOISE);
      for (let each = 0; each < passage.length; each++) {
        assert.equal(one[passage.one + each], other[passage.other + each]);
        assert.ok(!seen.has(passage.one + each));
        seen.add(passage.one + each);
      }
    }
  }));
});

Deno.test("matchPassages() covers a copy from its first token to its last", () => {
  fc.assert(fc.property(aRun({ minLength: NOISE, maxLength: 200 }), (kinds) => {
    const [passage, ...rest] = matchPassages(kinds, kinds, NOTHING);

    assert.deepEqual(passage, { one: 0, other: 0, length: kinds.length });
    assert.deepEqual(rest, []);
  }));
});

Deno.test("matchPassages() is done with a file of one token, thousands of times", () => {
  const kinds = Array.from({ length: 5_000 }, () => "a");

  assert.equal(matchPassages(kinds, kinds, NOTHING)[0].length, 5_000);
});

Deno.test("matchPassages() is done with a file that says two things in turn, and finds all of it", () => {
  const kinds = Array.from({ length: 20_000 }, (_, index) => index % 2 === 0 ? "name" : "+");

  assert.equal(matchPassages(kinds, kinds, NOTHING)[0].length, 20_000);
});

Deno.test("findSimilar() ranks a renamed copy first, and takes the given text for nothing", () => {
  const starter = kindsOf("export function start(a, b) { if (a > b) return a; return b + 1; }");
  const copied = solution.replaceAll("merge", "unite").replaceAll("clock", "vector");
  const programs = [
    printTokens("original", kindsOf(solution)),
    printTokens("copy", kindsOf(copied)),
    printTokens("starter", [...starter]),
    printTokens("starter too", [...starter]),
    printTokens("own", kindsOf("export class A { b() { while (true) { this.c.push([1]); } } }")),
  ];

  const { pairs } = findSimilar(programs, [starter]);

  assert.deepEqual([pairs[0].one, pairs[0].other, pairs[0].part], ["original", "copy", 1]);
  assert.ok(!pairs.some(({ one, other }) => one === "starter" && other === "starter too"));
});

Deno.test("findSimilar() discounts what most programs have, where there are enough to tell", () => {
  const custom = [..."abcdefghabcdefghhgfedcbahgfedcba"];
  // Each has tokens of its own after it.
  const make = (index: number) =>
    printTokens(`p${index}`, [
      ...custom,
      ...Array.from({ length: 40 }, (_, each) => `${index} ${each}`),
    ]);

  const few = findSimilar([make(1), make(2), make(3)], []);
  const many = findSimilar(Array.from({ length: 12 }, (_, index) => make(index)), []);

  assert.equal(few.pairs.length, 3);
  assert.equal(many.pairs.length, 0);
});
