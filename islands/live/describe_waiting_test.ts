import assert from "node:assert/strict";
import { describeWaiting } from "./describe_waiting.ts";

const tell = (standing: Parameters<typeof describeWaiting>[0]["standing"], isLost = false) => {
  const { title, detail } = describeWaiting({ standing, isLost });
  return `${title} / ${detail}`;
};

Deno.test("describeWaiting() says the place in line, then what is done", () => {
  assert.match(tell({ state: "queued" }), /^Stored, and waiting/);
  assert.match(tell({ state: "queued", place: 1 }), /^Next in line/);
  assert.match(tell({ state: "queued", place: 4 }), /^Number 4 in line/);
  assert.match(tell({ state: "running" }), /^Grading \//);
  assert.match(
    tell({ state: "running", checks: { done: 3, all: 16 } }),
    /^Grading: 3 of 16 checks/,
  );
});

Deno.test("describeWaiting() tells the first failure by its promise", () => {
  const failed = { name: "merge-commutative", promise: "Merging is commutative." };

  assert.match(tell({ state: "running", failed }), /Does not hold: Merging is commutative\. /);
});

Deno.test("describeWaiting() says that nothing is lost with the connection", () => {
  assert.match(
    tell({ state: "queued", place: 2 }, true),
    /Number 2 .* connection was lost.*stored/,
  );
  assert.match(tell({ state: "running" }, true), /connection was lost/);
});
