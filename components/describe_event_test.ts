import assert from "node:assert/strict";
import type { TraceEvent } from "@/engine/types.ts";
import { describeEvent, showData } from "./describe_event.ts";

const EVENT: TraceEvent = {
  step: 3,
  timeMs: 10,
  node: "n1",
  kind: "command",
  causes: [],
  payload: { id: "c1", client: "a", body: { op: "post" } },
  effects: [],
  changes: [],
};

Deno.test("describeEvent() tells a command by what it asks", () => {
  assert.deepEqual(describeEvent(EVENT).what, { text: "is asked to do", data: `{op: "post"}` });
});

Deno.test("describeEvent() tells a message to several nodes once", () => {
  const send = (to: string, payload: unknown) => ({ kind: "send", to, payload }) as const;
  const { effects } = describeEvent({
    ...EVENT,
    effects: [send("n2", { a: 1 }), send("n3", { a: 1 }), send("n3", { a: 2 })],
  });

  assert.deepEqual(effects, [
    { text: "sends to n2, n3", data: "{a: 1}" },
    { text: "sends to n3", data: "{a: 2}" },
  ]);
});

Deno.test("describeEvent() ends with what the program threw", () => {
  const { effects } = describeEvent({ ...EVENT, threw: "TypeError: no", torn: true });

  assert.deepEqual(effects.map(({ text }) => text), [
    "crashes in the middle of this",
    "throws: TypeError: no",
  ]);
});

Deno.test("showData() leaves texts as they are and cuts what is long", () => {
  assert.equal(showData({ "a": "x,y:z", "b-c": [1, null] }), `{a: "x,y:z", b-c: [1, null]}`);
  assert.equal(showData(undefined), "");
  assert.equal(showData("x".repeat(500)).length, 120);
});
