import assert from "node:assert/strict";
import fc from "fast-check";
import { createMarkdown } from "./markdown.ts";
import { makeQuestion, shuffle } from "./make_question.ts";

const markdown = createMarkdown({ sources: [], prefix: "", plugins: [] });

Deno.test("shuffle() keeps all, gives the same for the same key, and never the given order", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer(), { minLength: 2 }), fc.string(), (all, key) => {
    const shuffled = shuffle(all, key);

    assert.deepEqual(shuffled.toSorted(), all.toSorted());
    assert.deepEqual(shuffle(all, key), shuffled);
    assert.notDeepEqual(shuffled, all);
  }));
});

Deno.test("makeQuestion() leaves events as they happened, and knows where items belong", async () => {
  const options = [{ text: "one" }, { text: "two", right: true }, { text: "three" }];
  const find = await makeQuestion(
    { id: "a", kind: "find", ask: "Which?", options },
    { section: "s", markdown },
  );
  const order = await makeQuestion(
    { id: "b", kind: "order", ask: "Order!", items: ["_x_", "y", "z"] },
    { section: "s", markdown },
  );

  assert.deepEqual(find.options.map(({ text }) => text), ["one", "two", "three"]);
  assert.equal(find.key, "s/a");
  const sorted = order.items.toSorted((one, other) => one.place - other.place);
  assert.deepEqual(sorted.map(({ text }) => text), ["<em>x</em>", "y", "z"]);
});

Deno.test("makeQuestion() wants an option in one paragraph", async () => {
  const options = [{ text: "one\n\ntwo" }];

  await assert.rejects(
    makeQuestion({ id: "a", kind: "choose", ask: "?", options }, { section: "s", markdown }),
    /must be a single paragraph/,
  );
});
