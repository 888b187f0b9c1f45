import assert from "node:assert/strict";
import type { Action } from "@/engine/types.ts";
import { counterexampleShape, describeShape } from "./counterexample_shape.ts";

const deliver = (from: string, to: string, atMs: number): Action => ({
  kind: "deliver",
  message: { from, to, ordinal: 1, digest: 7 },
  atMs,
});
const crash = (node: string, atMs: number): Action => ({ kind: "crash", node, atMs });

Deno.test("counterexampleShape() is the same for other nodes and times, and no other order", async () => {
  const shapes = await Promise.all([
    [deliver("n1", "n2", 3), crash("n2", 4)],
    [deliver("n3", "n1", 30), crash("n1", 40)],
    [deliver("n1", "n2", 3), crash("n1", 4)],
    [crash("n2", 4), deliver("n1", "n2", 3)],
  ].map((schedule) => counterexampleShape({ schedule })));

  assert.equal(shapes[0], shapes[1]);
  assert.equal(new Set(shapes).size, 3);
  assert.equal(await counterexampleShape(null), "");
});

Deno.test("describeShape() says what happened, in order", () => {
  const schedule = [deliver("n2", "n3", 1), crash("n2", 2)];

  assert.equal(describeShape({ schedule }), "deliver #1>#2, crash #1");
});
