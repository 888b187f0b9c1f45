import assert from "node:assert/strict";
import MiniSearch from "minisearch";
import { cutSnippet, findHits, HITS_MAX, INDEX_OPTIONS } from "./search.ts";

const flat = (pieces: ReturnType<typeof cutSnippet>) =>
  pieces.map(({ text, isMatch }) => isMatch ? `<${text}>` : text).join("");

Deno.test("cutSnippet() marks the words, whatever their case, and nothing inside others", () => {
  assert.equal(
    flat(cutSnippet("A quorum. Quorums, and two Quorum leases.", ["quorum"])),
    "A <quorum>. Quorums, and two <Quorum> leases.",
  );
});

Deno.test("cutSnippet() cuts between words, and says so", () => {
  const text = `${"before ".repeat(30)}needle ${"after ".repeat(60)}`.trim();
  const snippet = flat(cutSnippet(text, ["needle"]));

  assert.match(snippet, /^… (?:before )+<needle> (?:after )+…$/);
  assert.ok(snippet.length < 200, String(snippet.length));
});

Deno.test("cutSnippet() begins at the start where the words are in a heading alone", () => {
  assert.equal(flat(cutSnippet("Short text.", ["needle"])), "Short text.");
  assert.equal(flat(cutSnippet("", ["needle"])), "");
});

Deno.test("cutSnippet() marks no word that is cut off", () => {
  const pieces = cutSnippet(`needle ${"x".repeat(170)} needle needle`, ["needle"]);

  assert.equal(flat(pieces), `<needle> ${"x".repeat(170)} …`);
  assert.ok(pieces.every(({ text }) => text !== ""));
});

Deno.test("findHits() wants all words, lets the last be unfinished, and long ones have a slip", () => {
  const index = new MiniSearch(INDEX_OPTIONS);
  index.addAll([
    { id: "/a", title: "Leases", heading: "", text: "A fencing token keeps a sleeper out." },
    { id: "/b", title: "Fencing", heading: "", text: "What a lock promises." },
    { id: "/c", title: "Logs", heading: "Fencing", text: "A tokenless log." },
    { id: "/d", title: "Notes", heading: "", text: "Fencing." },
  ]);
  const paths = (query: string) => findHits(index, query).map(({ path }) => path);

  assert.deepEqual(paths("fencing"), ["/b", "/c", "/d", "/a"]);
  assert.deepEqual(paths("fencing tok").toSorted(), ["/a", "/c"]);
  assert.deepEqual(paths("tok fencing"), []);
  assert.deepEqual(paths("fensing token").toSorted(), ["/a", "/c"]);
  // A short one only where nothing else is found.
  assert.deepEqual(paths("fock"), ["/b"]);
  assert.deepEqual(paths("lot"), []);
  assert.deepEqual(findHits(index, "sleeper")[0], {
    path: "/a",
    title: "Leases",
    heading: "",
    snippet: cutSnippet("A fencing token keeps a sleeper out.", ["sleeper"]),
  });
});

Deno.test("findHits() shows so many and no more", () => {
  const index = new MiniSearch(INDEX_OPTIONS);
  index.addAll(Array.from({ length: 20 }, (_, id) => ({ id, title: "", heading: "", text: "a" })));

  assert.equal(findHits(index, "a").length, HITS_MAX);
});
