import assert from "node:assert/strict";
import { KINDS, kindsIn } from "./kinds.ts";
import { event } from "./traces_of_tests.ts";

Deno.test("kindsIn() offers what a run has, and an event may be of more than one kind", () => {
  const saves = event(1, { kind: "deliver", effects: [{ kind: "save", name: "x" }] });
  const events = [saves, event(2, { kind: "fire" }), event(3, { kind: "cut", node: null })];

  assert.deepEqual(kindsIn(events), ["all", "deliveries", "timers", "saves", "faults"]);
  assert.equal(KINDS.saves.shows(saves) && KINDS.deliveries.shows(saves), true);
});
