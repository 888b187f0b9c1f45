import assert from "node:assert/strict";
import type { Action, TraceEvent } from "@/engine/types.ts";
import { stateAt } from "./state_at.ts";
import { counterexampleOf, event } from "./traces_of_tests.ts";

const change = (path: string, before: unknown, after: unknown) => ({ path, before, after });

function first(events: readonly TraceEvent[], rows = events.length, schedule: Action[] = []) {
  return stateAt(counterexampleOf(events, { schedule }), rows).nodes[0];
}

Deno.test("stateAt() knows a node's fields after each event, and no later ones", () => {
  const events = [
    event(1, { changes: [change("term", null, 1), change("log", null, [{ term: 1 }])] }),
    event(2, { changes: [change("term", 1, 2), change("log.0.term", 1, 2)] }),
  ];

  assert.deepEqual(Object.fromEntries(first(events, 1).fields), { term: 1, log: [{ term: 1 }] });
  assert.deepEqual(Object.fromEntries(first(events, 2).fields), { term: 2, log: [{ term: 2 }] });
});

Deno.test("stateAt() makes a list shorter when its last parts are gone", () => {
  const { fields } = first([
    event(1, { changes: [change("log", null, ["a", "b", "c"])] }),
    event(2, { changes: [change("log.1", "b", null), change("log.2", "c", null)] }),
  ]);

  assert.deepEqual(fields.get("log"), ["a"]);
});

Deno.test("stateAt() keeps what a crash keeps: the disk, and only what was synced in a power failure", () => {
  const written = event(1, {
    effects: [
      { kind: "save", name: "term", payload: 3 },
      { kind: "write", name: "log", payload: ["x"] },
      { kind: "setTimer", name: "election", payload: 150 },
    ],
    changes: [change("term", null, 3)],
  });
  const crash = event(2, { kind: "crash" });
  const power = (losesUnsynced: boolean): Action[] => [
    { kind: "crash", node: "n1", losesUnsynced, atMs: 0 },
  ];

  const soft = first([written, crash], 2, power(false));
  const hard = first([written, crash], 2, power(true));

  assert.deepEqual([...soft.disk.keys()], ["term", "log"]);
  assert.deepEqual([...hard.disk.keys()], ["term"]);
  assert.deepEqual([hard.isRunning, hard.fields.size, hard.timers.size], [false, 0, 0]);
});

Deno.test("stateAt() forgets a timer that fired or was cleared", () => {
  const arm = (name: string) => ({ kind: "setTimer", name, payload: 10 }) as const;
  const events = [
    event(1, { effects: [arm("a"), arm("b"), arm("c")] }),
    event(2, { payload: "a", effects: [{ kind: "clearTimer", name: "b" }] }),
  ];

  assert.deepEqual([...first(events).timers], [["c", 11]]);
});

Deno.test("stateAt() knows which links are cut until they heal", () => {
  const links = { from: ["n1"], to: ["n2"] };
  const events = [
    event(1, { node: null, kind: "cut", payload: links }),
    event(2, { node: null, kind: "heal", payload: links }),
  ];
  const cuts = (rows: number) => [...stateAt(counterexampleOf(events), rows).cuts];

  assert.deepEqual(cuts(1), ["n1>n2"]);
  assert.deepEqual(cuts(2), []);
});

Deno.test("stateAt() knows how a node started, where that is told, until a crash", () => {
  const start = [{
    node: "n1",
    fields: { role: "follower", term: 0 },
    timers: [{ name: "election", atMs: 150 }],
  }];
  const events = [
    event(1, { kind: "command", changes: [change("term", 0, 1)] }),
    event(2, { kind: "crash" }),
  ];
  const at = (rows: number) => stateAt(counterexampleOf(events), rows, start).nodes[0];

  assert.deepEqual(Object.fromEntries(at(1).fields), { role: "follower", term: 1 });
  assert.deepEqual([...at(1).timers], [["election", 150]]);
  assert.deepEqual([at(2).fields.size, at(2).timers.size], [0, 0]);
});
