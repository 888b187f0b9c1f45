import assert from "node:assert/strict";
import { conceptOf, CONCEPTS, KINDS, LINKS, linksOf } from "./concepts.ts";
import { keptBy, type Network, playNetwork } from "./cut.ts";
import { INITIAL, readView, tellNetwork, writeView } from "./view.ts";

const WHOLE: Network = { isCut: false, larger: "answer", smaller: "answer" };
const CUT: Network = { ...WHOLE, isCut: true };
const keptIn = (network: Network) => [...keptBy(playNetwork(network))];
const ALL = keptIn(WHOLE);

Deno.test("while the network is whole every guarantee holds and nobody is refused", () => {
  assert.equal(ALL.length, CONCEPTS.filter(({ kind }) => kind === "guarantee").length);
  assert.equal(playNetwork(WHOLE).refused, 0);
});

Deno.test("if both sides answer, nothing above causal is left", () => {
  assert.deepEqual(keptIn(CUT), ["eventual", "causal"]);
  assert.match(tellNetwork(CUT), /^0 of 5 requests are refused\. Out: Strict/);
});

Deno.test("if the smaller side refuses, every guarantee is left, and its clients get errors", () => {
  const network: Network = { ...CUT, smaller: "refuse" };
  assert.deepEqual(keptIn(network), ALL);
  assert.equal(playNetwork(network).refused, 3);
});

Deno.test("if only the smaller side answers, it contradicts what was confirmed before", () => {
  const kept = keptIn({ ...CUT, larger: "refuse" });
  assert.equal(kept.includes("linearizable"), false);
  assert.equal(kept.includes("strict"), false);
});

Deno.test("during a cut no rules answer everybody and keep linearizability", () => {
  for (const larger of ["answer", "refuse"] as const) {
    for (const smaller of ["answer", "refuse"] as const) {
      const outcome = playNetwork({ isCut: true, larger, smaller });
      assert.equal(outcome.refused === 0 && keptBy(outcome).has("linearizable"), false);
    }
  }
});

Deno.test("every concept has a kind and a link, and every link leads from one to another", () => {
  for (const { key, kind } of CONCEPTS) {
    assert.equal(KINDS.includes(kind), true, key);
    assert.notEqual(linksOf(key).length, 0, key);
  }
  for (const { from, to } of LINKS) assert.equal(!!conceptOf(from) && !!conceptOf(to), true);
});

Deno.test("every concept's section is there", async () => {
  for (const { key, see } of CONCEPTS) {
    const path = new URL(`../../../content/${see.replaceAll("-", "_")}.mdx`, import.meta.url);
    assert.equal((await Deno.stat(path)).isFile, true, key);
  }
});

Deno.test("readView() reads what writeView() wrote, and nothing else", () => {
  assert.deepEqual(readView(writeView(INITIAL)), INITIAL);
  assert.deepEqual(readView("cap~caa"), { chosen: "cap", network: CUT });
  for (const text of ["", "cap", "nothing~waa", "cap~xaa", "cap~wa"]) {
    assert.equal(readView(text), undefined, text);
  }
});
