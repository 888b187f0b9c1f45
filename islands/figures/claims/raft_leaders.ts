import type { World } from "@/engine/world.ts";
import { raftState } from "../kit/raft_state.ts";
import { play } from "./case.ts";
import { RAFT } from "./clusters.ts";

/** Time enough for an election. */
export const ELECTED = "run 1000ms\n";

/** All who believe that they lead, the one with the newest term first. */
export function leadersOf(world: World): string[] {
  return world.nodes
    .filter((id) => raftState(world, id)?.role === "leader")
    .toSorted((one, other) => raftState(world, other)!.term - raftState(world, one)!.term);
}

/** Who is elected first, and the other two. */
export function firstLeader(): { leader: string; others: string[] } {
  const world = play(RAFT, ELECTED);
  const [leader] = leadersOf(world);
  return { leader, others: world.nodes.filter((id) => id !== leader) };
}
