import { Process } from "@/engine/process.ts";
import { Random } from "@/engine/random.ts";
import { search, type SearchResult } from "@/engine/search/search.ts";
import { Space } from "@/engine/search/space.ts";
import type { Context, Node } from "@/engine/types.ts";
import { sandboxedRaft } from "./raft_worlds.ts";

const NODES = ["n1", "n2", "n3"];

/** Searches the elections of three nodes: two terms, one crash, the learner's file behind its walls. */
export function searchElections(statesMax: number): SearchResult & { readonly seconds: number } {
  const guest = sandboxedRaft();
  const space = new Space({
    nodes: NODES,
    guest,
    spawn: (context, program) => new (program.RaftNode as new (context: Context) => Node)(context),
    processes: NODES.map((id) => new Process(id, NODES, new Random(0))),
    programs: NODES.map(() => guest.instantiate()),
    monitors: [],
    bounds: {
      timeouts: 3,
      crashes: 1,
      isWithin: (message) => (message as { term: number }).term <= 2,
    },
    canCopy: true,
    hasClock: false,
    dice: 0.5,
  });
  const startMs = performance.now();
  const result = search(space, space.start(), { statesMax, monitors: 0 });
  return { ...result, seconds: (performance.now() - startMs) / 1_000 };
}
