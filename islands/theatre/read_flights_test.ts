import assert from "node:assert/strict";
import type { TraceEvent } from "@/engine/types.ts";
import { readFlights } from "./read_flights.ts";
import { counterexampleOf, event } from "./traces_of_tests.ts";

const SEND = { kind: "send", message: "n1>n2#1", to: "n2", payload: "hello" } as const;

const flightsOf = (...events: TraceEvent[]) => readFlights(counterexampleOf(events).trace);

Deno.test("readFlights() follows a message from its send to its arrival", () => {
  const [flight] = flightsOf(
    event(1, { effects: [SEND] }),
    event(2, { node: "n2", kind: "deliver", from: "n1", message: "n1>n2#1", causes: [1] }),
  );

  assert.deepEqual(flight, {
    name: "n1>n2#1",
    from: "n1",
    to: "n2",
    sentRow: 0,
    endRow: 1,
    fate: "delivered",
    payload: "hello",
  });
});

Deno.test("readFlights() tells what is lost from what is still under way", () => {
  const flights = flightsOf(
    event(1, { effects: [SEND, { ...SEND, message: "n1>n2#2" }] }),
    event(2, { node: null, kind: "drop", from: "n1", message: "n1>n2#1", causes: [1] }),
  );

  assert.deepEqual(flights.map(({ name, fate, endRow }) => [name, fate, endRow]), [
    ["n1>n2#1", "lost", 1],
    ["n1>n2#2", "under way", undefined],
  ]);
});

Deno.test("readFlights() lets the network's copy fly from the send that it copies", () => {
  const flights = flightsOf(
    event(1, { effects: [SEND] }),
    event(2, { node: null, kind: "duplicate", from: "n1", message: "n1>n2#1", causes: [1] }),
    event(3, { node: "n2", kind: "fire" }),
    event(4, { node: "n2", kind: "deliver", from: "n1", message: "n1>n2#2", causes: [3, 1] }),
  );

  const copy = flights.find(({ name }) => name === "n1>n2#2");
  assert.deepEqual([copy?.sentRow, copy?.endRow], [0, 3]);
});

Deno.test("readFlights() draws what was sent before the first event from the top", () => {
  const [flight] = flightsOf(
    event(1, { node: "n2", kind: "deliver", from: "n1", message: "n1>n2#1", causes: [] }),
  );

  assert.equal(flight.sentRow, -1);
});

Deno.test("readFlights() draws no arrow for what a crash kept from being sent", () => {
  assert.deepEqual(flightsOf(event(1, { effects: [{ ...SEND, message: null }] })), []);
});
