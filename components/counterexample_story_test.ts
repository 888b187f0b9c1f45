import assert from "node:assert/strict";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Counterexample, TraceEvent } from "@/engine/types.ts";
import { CounterexampleStory } from "./CounterexampleStory.tsx";

function event(step: number, kind: TraceEvent["kind"]): TraceEvent {
  const node = `n${step}`;
  return { step, timeMs: 0, node, kind, causes: [], effects: [], changes: [], from: "n9" };
}

const COUNTEREXAMPLE: Counterexample = {
  check: "a",
  plan: "few replicas",
  seed: 7,
  schedule: [],
  program: "",
  trace: {
    version: 1,
    slug: "a",
    seed: 7,
    nodes: [],
    events: [event(1, "crash"), event(2, "restart"), event(3, "deliver")],
  },
  culprit: 3,
  slice: [1, 3],
};

Deno.test("CounterexampleStory tells the events that matter, and where it breaks", () => {
  const html = renderToString(h(CounterexampleStory, { counterexample: COUNTEREXAMPLE }));

  const text = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  assert.match(text, /step 1 n1 crashes/);
  assert.match(text, /step 3 n3 receives from n9 here it breaks/);
  assert(!text.includes("restarts"));
  assert.match(text, /Seed 7 , plan few replicas ; 1 other event had no part in it/);
});

Deno.test("CounterexampleStory says so where nothing had happened yet", () => {
  const trace = { ...COUNTEREXAMPLE.trace, nodes: ["n1"], events: [] };
  const counterexample = { ...COUNTEREXAMPLE, trace, culprit: 0, slice: [] };

  const html = renderToString(h(CounterexampleStory, { counterexample }));

  assert.match(html, /Nothing had happened yet: it breaks at step 0/);
  assert(!html.includes("<li"));
});
