import assert from "node:assert/strict";
import type { Term } from "@/lib/section.ts";
import { markTerms } from "./mark_terms.ts";
import { element, type Node, text } from "./tree.ts";

const LEADER: Term = { id: "leader", term: "leader", is: "", also: [], see: "raft-states" };

/** The paragraph's nodes: text as it is, and what belongs to a term in angle brackets. */
function marked(words: string): string[] {
  const paragraph = element("p", {}, [text(words)]);
  markTerms([LEADER])()(element("div", {}, [paragraph]), { data: {} });
  const read = (node: Node): string =>
    node.tagName === "button" ? `<${node.children!.map(read).join("")}>` : (node.value ??
      node.children!.map(read).join(""));
  return paragraph.children!.map(read);
}

Deno.test("markTerms() marks the first occurrence alone", () => {
  assert.deepEqual(marked("A leader is a leader."), ["A ", "<leader>", " is a leader."]);
});

Deno.test("markTerms() keeps a term and the marks around it on one line", () => {
  assert.deepEqual(marked("One (the leader), not two"), ["One (the ", "<leader>),", " not two"]);
  assert.deepEqual(marked('Called "leader": why?'), ["Called ", '"<leader>":', " why?"]);
});

Deno.test("markTerms() takes a plural and a possessive as part of the term", () => {
  assert.deepEqual(marked("The leader's log"), ["The ", "<leader's>", " log"]);
  assert.deepEqual(marked("Two leaders"), ["Two ", "<leaders>"]);
});
