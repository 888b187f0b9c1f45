import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "./moves.ts";

/** What a picture shows of a node that runs `raft_node.ts`. */
export interface RaftState {
  readonly role: "follower" | "candidate" | "leader";
  readonly term: number;
  readonly votedFor: NodeId | null;
  /** Index 1 is the first. */
  readonly log: readonly { readonly term: number; readonly command: unknown }[];
  readonly votes: readonly NodeId[];
  readonly commitIndex: number;
}

/** The node's own fields; undefined while it is down. What it saved is on its disk. */
export function raftState(world: World, id: NodeId): RaftState | undefined {
  return programOf<RaftState>(world, id);
}
