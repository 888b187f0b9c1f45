import assert from "node:assert/strict";
import { PRESETS, readFragment, togglePick, writeFragment } from "./use_figure.ts";

Deno.test("readFragment() reads what writeFragment() wrote", () => {
  for (const { fragment } of PRESETS) {
    const view = readFragment(`#${fragment}`)!;
    assert.equal(view.picks.length, 2);
    assert.equal(writeFragment(view), fragment);
  }
});

Deno.test("readFragment() leaves the fragments of others alone", () => {
  assert.equal(readFragment("#sources"), undefined);
  assert.equal(readFragment("#figure-vector-clocks=zzz"), undefined);
  assert.deepEqual(readFragment("#figure-vector-clocks=&pick=q"), { moves: [], picks: [] });
});

Deno.test("togglePick() keeps the two that were chosen last", () => {
  assert.deepEqual(togglePick([1, 2], 3), [2, 3]);
  assert.deepEqual(togglePick([1, 2], 1), [2]);
  assert.deepEqual(togglePick([], 4), [4]);
});
