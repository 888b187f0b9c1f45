import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { raftState } from "../kit/raft_state.ts";

export const NODES: readonly NodeId[] = ["n1", "n2", "n3", "n4", "n5"];

/** A write as it stands in the log: stamped by the node that the client spoke to. */
export interface Stamped {
  readonly write: number;
  readonly via: NodeId;
  readonly atMs: number;
}

/** All who say that they lead, the newest first. */
export function leadersOf(world: World): NodeId[] {
  return NODES.filter((id) => raftState(world, id)!.role === "leader")
    .sort((one, other) => raftState(world, other)!.term - raftState(world, one)!.term);
}
