import assert from "node:assert/strict";
import { fragmentOf, stateIn } from "./use_permalink.ts";

const read = (text: string) => /^\d+$/.test(text) ? Number(text) : undefined;

Deno.test("stateIn() reads what fragmentOf() wrote", () => {
  assert.equal(stateIn(fragmentOf("figure-a", "12"), { id: "figure-a", read }), 12);
});

Deno.test("stateIn() leaves alone what is not the figure's, or no state", () => {
  for (const fragment of ["", "#figure-b=12", "#figure-a", "#figure-a=x", "#figure-a=%"]) {
    assert.equal(stateIn(fragment, { id: "figure-a", read }), undefined, fragment);
  }
});
