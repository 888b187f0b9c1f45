import type { TraceEvent } from "@/engine/types.ts";
import { encodeShared } from "@/islands/theatre/share_link.ts";

const NODES = ["n1", "n2", "n3", "n4", "n5"];

/** The fragment of a link to a run of so many events, in which every node tells the next one. */
export function linkToLongRun(count: number): Promise<string> {
  const events = Array.from({ length: count }, (_, index) => eventAt(index + 1));
  return encodeShared({
    promise: "A long run stays smooth.",
    message: "It breaks at the end.",
    counterexample: {
      check: "long",
      plan: "long",
      seed: 1,
      schedule: [],
      program: "",
      trace: { version: 1, slug: "raft-election", seed: 1, nodes: NODES, events },
      culprit: count,
      slice: [count],
    },
  });
}

function eventAt(step: number): TraceEvent {
  const [from, node, to] = [step - 1, step, step + 1].map((each) => NODES[each % NODES.length]);
  const place = (each: number) => Math.floor(each / NODES.length) + 1;
  const arrives = {
    kind: "deliver",
    from,
    message: `${from}>${node}#${place(step - 1)}`,
    payload: { type: "AppendEntries", term: step, entries: [] },
  } as const;
  return {
    step,
    timeMs: step * 5,
    node,
    ...step === 1 ? { kind: "fire", payload: "election" } as const : arrives,
    causes: step === 1 ? [] : [step - 1],
    effects: [{
      kind: "send",
      message: `${node}>${to}#${place(step)}`,
      to,
      payload: { type: "AppendEntries", term: step + 1, entries: [] },
    }],
    changes: [{ path: "term", before: step - 1, after: step }],
  };
}
