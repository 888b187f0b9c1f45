import assert from "node:assert/strict";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { LineDiff } from "./LineDiff.tsx";

const lines = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name} ${index}\n`).join("");

const draw = (before: string, after: string) =>
  renderToString(h(LineDiff, { before, after, label: "What changed" }));

Deno.test("LineDiff shows what leads from one text to another, however long the machine takes", () => {
  const { now } = Date;
  let aheadMs = 0;
  Date.now = () => now() + (aheadMs += 60_000);
  try {
    const html = draw(`same\n${lines(300, "old")}`, `same\n${lines(300, "new")}`);

    assert.match(html, /<span[^>]*> same<\/span><del[^>]*>-old 0<\/del>/);
    assert.match(html, /<ins[^>]*>\+new 299<\/ins>/);
  } finally {
    Date.now = now;
  }
});

Deno.test("LineDiff gives up where long texts have nothing in common", () => {
  assert.match(draw(lines(600, "old"), lines(600, "new")), /Nearly all of it\./);
  assert.match(draw(lines(600, "old"), lines(600, "old")), /They are the same\./);
});
