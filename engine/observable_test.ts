import assert from "node:assert/strict";
import { observable } from "./observable.ts";
import type { TraceEvent } from "./types.ts";

const EVENT: TraceEvent = {
  step: 3,
  timeMs: 5,
  node: "n1",
  kind: "deliver",
  causes: [1],
  from: "n2",
  message: "n2>n1#1",
  payload: { state: { secret: [1] }, knows: ["c1"] },
  effects: [
    { kind: "save", name: "secret", payload: "secret" },
    { kind: "setTimer", name: "secret", payload: 7 },
    { kind: "send", message: "n1>n2#1", to: "n2", payload: { granted: true } },
    { kind: "note", name: "shows", payload: 4 },
  ],
  changes: [{ path: "secret", before: null, after: 1 }],
};

Deno.test("observable() tells what others see, and nothing of how a program is written", () => {
  const seen = observable({ ...EVENT, source: "secret" } as TraceEvent);

  assert.doesNotMatch(JSON.stringify(seen), /secret/);
  assert.deepEqual(seen.payload, { knows: ["c1"] });
  assert.deepEqual(seen.effects.map(({ kind }) => kind), ["send", "note"]);
});
