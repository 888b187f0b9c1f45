import assert from "node:assert/strict";
import type { Action } from "@/engine/types.ts";
import { describeChoice, isWhatHappened } from "./describe_choice.ts";
import { readFlights } from "./read_flights.ts";
import { counterexampleOf, event } from "./traces_of_tests.ts";

const sent = event(1, {
  effects: [{ kind: "send", message: "n1>n2#1", to: "n2", payload: { term: 3 } }],
});
const flights = readFlights(counterexampleOf([sent]).trace);
const deliver: Action = {
  kind: "deliver",
  message: { from: "n1", to: "n2", ordinal: 1, digest: 0 },
  atMs: 0,
};

Deno.test("describeChoice() says what a message holds, where the trace knows it", () => {
  const unknown = { ...deliver, message: { ...deliver.message, ordinal: 9 } };

  assert.deepEqual(describeChoice(deliver, flights), {
    text: "n1>n2#1 arrives",
    data: "{term: 3}",
  });
  assert.deepEqual(describeChoice(unknown, flights), { text: "n1>n2#9 arrives", data: "" });
});

Deno.test("describeChoice() tells a crash from a power failure", () => {
  const crash = (losesUnsynced: boolean) =>
    describeChoice({ kind: "crash", node: "n1", atMs: 0, losesUnsynced }, flights).text;

  assert.deepEqual([crash(false), crash(true)], ["n1 crashes", "n1 loses power"]);
});

Deno.test("isWhatHappened() knows an event among the choices", () => {
  const arrives = event(2, { kind: "deliver", node: "n2", message: "n1>n2#1" });
  const fire: Action = { kind: "fire", node: "n1", timer: "a", atMs: 0 };

  assert.equal(isWhatHappened(deliver, arrives), true);
  assert.equal(isWhatHappened({ ...deliver, kind: "drop" }, arrives), false);
  assert.equal(isWhatHappened(fire, event(1, { kind: "fire", payload: "a" })), true);
  assert.equal(isWhatHappened(fire, event(1, { kind: "fire", payload: "b" })), false);
});
