import assert from "node:assert/strict";
import fc from "fast-check";
import { comparePrograms, shareLines } from "./compare_programs.ts";
import { findSimilar, printTokens } from "./find_similar.ts";
import { matchPassages } from "./match_passages.ts";
import { readTokens } from "./read_tokens.ts";
import { GUARANTEE, hashRuns, NOISE, winnow } from "./winnow.ts";

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

Deno.test("winnow() keeps so many fingerprints and no more than the guarantee needs", () => {
  const own = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name} ${index}`);
  for (let round = 0; round < 200; round++) {
    // Nothing but the run is shared, and it is as short as may be.
    const run = own(`shared ${round}`, GUARANTEE);
    const one = winnow([...own("one", 30), ...run, ...own("later", 30)]);
    const other = winnow([...own("other", 30), ...run, ...own("end", 30)]);

    const others = new Set(other.map(({ hash }) => hash));
    assert.ok(one.some(({ hash }) => others.has(hash)), `round ${round}`);
  }
  // Of equal hashes the rightmost, so that a file of one token has few.
  assert.equal(winnow(Array.from({ length: 40 }, () => "a"))[0].at, GUARANTEE - NOISE);
  assert.deepEqual(winnow(own("short", NOISE - 1)), []);
  assert.equal(winnow(own("one run", NOISE)).length, 1);
});

Deno.test("matchPassages() finds nothing in what counts for nothing", () => {
  const kinds = Array.from({ length: 40 }, (_, index) => `${index}`);

  assert.equal(matchPassages(kinds, kinds, NOTHING).length, 1);
  assert.deepEqual(matchPassages(kinds, kinds, new Set(hashRuns(kinds))), []);
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

const LOOP = `export function sum(all: number[]) {
  let total = 0;
  for (const each of all) {
    if (each > 0) total += each;
    else total -= each;
  }
  return total;
}
`;

Deno.test("comparePrograms() compares what can be read, and says what cannot", async () => {
  const programs = [
    { id: "one", source: LOOP },
    { id: "two", source: LOOP.replaceAll("total", "result") },
    { id: "torn", source: "export function (" },
    { id: "other", source: "export const a = 1;" },
  ];

  const { pairs, compared, unreadable } = await comparePrograms(programs, []);

  assert.deepEqual([compared, unreadable], [3, ["torn"]]);
  assert.deepEqual(pairs.map(({ one, other, part }) => [one, other, part]), [["one", "two", 1]]);
  assert.deepEqual((await comparePrograms(programs, [LOOP])).pairs, []);
  // A given text that is none takes nothing away.
  assert.equal((await comparePrograms(programs, ["export function ("])).pairs.length, 1);
});

Deno.test("shareLines() names the lines of both programs, from the first token to the last", () => {
  const copy = `// My own work.\nconst mine = 1;\n\n${LOOP.replaceAll("each", "one")}`;

  const [lines, ...rest] = shareLines(LOOP, copy, NOTHING);

  assert.deepEqual([lines.one, lines.other, rest], [[1, 8], [4, 11], []]);
  assert.equal(lines.tokens, kindsOf(LOOP).length);
  assert.deepEqual(shareLines(LOOP, "export function (", NOTHING), []);
});
