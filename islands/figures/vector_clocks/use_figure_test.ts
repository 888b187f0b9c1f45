import assert from "node:assert/strict";
import { PRESETS, readView, togglePick, writeView } from "./use_figure.ts";

Deno.test("readView() reads what writeView() wrote", () => {
  for (const { written } of PRESETS) {
    const view = readView(written)!;
    assert.equal(view.picks.length, 2);
    assert.equal(writeView(view), written);
  }
});

Deno.test("readView() reads nothing else", () => {
  assert.equal(readView("zzz"), undefined);
  assert.equal(readView("s12&pick=ab"), undefined);
  assert.deepEqual(readView("&pick=q"), { moves: [], picks: [] });
});

Deno.test("togglePick() keeps the two that were chosen last", () => {
  assert.deepEqual(togglePick([1, 2], 3), [2, 3]);
  assert.deepEqual(togglePick([1, 2], 1), [2]);
  assert.deepEqual(togglePick([], 4), [4]);
});
