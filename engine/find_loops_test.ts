import { deepEqual } from "node:assert/strict";
import { findLoops } from "./find_loops.ts";
import type { Action } from "./types.ts";

const fire = (node: string): Action => ({ kind: "fire", node, timer: "tick", atMs: 0 });
const deliver = (from: string, to: string, digest = 0): Action => ({
  kind: "deliver",
  message: { from, to, ordinal: digest, digest },
  atMs: digest,
});

Deno.test("findLoops() sees rounds that differ in their messages alone", () => {
  const round = (digest: number) => [fire("n1"), deliver("n1", "n2", digest)];

  const loops = findLoops([fire("n2"), ...round(1), ...round(2), ...round(3), fire("n3")]);

  deepEqual(loops, [{ end: 7, length: 2, rounds: 3 }]);
});

Deno.test("findLoops() lets a round begin with the timer that brings the rest about", () => {
  const round = [fire("n1"), deliver("n1", "n2"), deliver("n2", "n1")];

  // The stretch begins with a delivery and ends with a timer that nothing follows.
  const loops = findLoops([deliver("n2", "n1"), ...round, ...round, fire("n1")]);

  deepEqual(loops, [{ end: 7, length: 3, rounds: 2 }]);
});

Deno.test("findLoops() tells the longest first, and no loop of loops", () => {
  const short = [deliver("n1", "n2"), deliver("n1", "n2")];
  const long = Array.from({ length: 4 }, () => [fire("n1"), fire("n2")]).flat();

  const loops = findLoops([...short, fire("n3"), ...long]);

  deepEqual(loops, [{ end: 11, length: 2, rounds: 4 }, { end: 2, length: 1, rounds: 2 }]);
});

Deno.test("findLoops() finds none where nothing comes again", () => {
  deepEqual(findLoops([]), []);
  deepEqual(findLoops([fire("n1"), fire("n2"), fire("n3")]), []);
});
