import assert from "node:assert/strict";
import type { TraceEvent } from "@/engine/types.ts";
import { firstDifference } from "./first_difference.ts";
import { event } from "./traces_of_tests.ts";

const asked = (granted: boolean, rest: Partial<TraceEvent> = {}) =>
  event(2, {
    kind: "deliver",
    node: "n2",
    from: "n1",
    message: "n1>n2#1",
    payload: { type: "RequestVote" },
    effects: [{ kind: "send", to: "n1", message: "n2>n1#1", payload: { granted } }],
    ...rest,
  });

Deno.test("firstDifference() names the step and both answers", () => {
  const { row, told } = firstDifference([event(1, {}), asked(true)], [event(1, {}), asked(false)])!;

  assert.equal(row, 1);
  assert.match(told, /^At step 2 n2 receives from n1/);
  assert.match(
    told,
    /your n2 sends to n1 {granted: true}; the reference sends to n1 {granted: false}/,
  );
});

Deno.test("firstDifference() overlooks what others do not see", () => {
  const quiet = asked(true, {
    payload: { type: "RequestVote" },
    changes: [{ path: "x", before: 1, after: 2 }],
  });
  const busy = {
    ...asked(true),
    effects: [
      { kind: "save", name: "state", payload: 1 },
      { kind: "setTimer", name: "election", payload: 187 },
      ...asked(true).effects,
    ],
  } as TraceEvent;

  assert.equal(firstDifference([quiet], [busy]), undefined);
});

Deno.test("firstDifference() tells where one run cannot go the way of the other", () => {
  const [fires, crashes] = [event(1, { kind: "fire" }), event(1, { kind: "crash" })];

  assert.match(
    firstDifference([fires], [crashes])!.told,
    /^The runs part at step 1: in yours, n1 its timer/,
  );
  assert.match(
    firstDifference([fires], [])!.told,
    /The reference's run ends there, and yours goes on/,
  );
  assert.match(
    firstDifference([], [fires])!.told,
    /Your run ends there, and the reference's goes on/,
  );
});

Deno.test("firstDifference() tells of an exception", () => {
  const { told } = firstDifference([event(1, { threw: "TypeError: x" })], [event(1, {})])!;

  assert.match(told, /your n1 throws: TypeError: x; the reference does nothing more/);
});
