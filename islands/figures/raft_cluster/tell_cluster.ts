import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { raftState } from "../kit/raft_state.ts";

/** A node that says it leads, and how many it can talk with, itself included. */
export interface Leader {
  readonly id: NodeId;
  readonly term: number;
  readonly reaches: number;
}

/** All running nodes that call themselves leader, the highest term first. */
export function leadersOf(world: World): Leader[] {
  return world.nodes.flatMap((id) => {
    const state = raftState(world, id);
    if (state?.role !== "leader") return [];
    return [{ id, term: state.term, reaches: reachOf(world, id) }];
  }).sort((one, other) => other.term - one.term);
}

/** How many nodes it can have answers from: both directions of the link must be whole. */
function reachOf(world: World, id: NodeId): number {
  const own = world.indexOf(id);
  return world.nodes.filter((_, other) =>
    other === own ||
    (world.isRunning(other) && !world.states[other].isPaused && !world.isCut(own, other) &&
      !world.isCut(other, own))
  ).length;
}

export function majorityOf(world: World): number {
  return Math.floor(world.nodes.length / 2) + 1;
}

/** Who leads, and what that is worth: the figure's lesson in a sentence or two. */
export function tellLeaders(world: World): string {
  const broken = world.violations.find((violation) => violation !== undefined);
  if (broken !== undefined) return broken.message;
  const leaders = leadersOf(world);
  const count = world.nodes.length;
  if (leaders.length === 0) return tellNobody(world);
  const [first, ...others] = leaders.map(({ id, term, reaches }) =>
    `${id} leads term ${term}, can talk with ${reaches} of ${count} nodes and ` +
    (reaches >= majorityOf(world) ? "can commit" : "can commit nothing")
  );
  if (others.length === 0) return `${first}.`;
  return `${
    leaders.length === 2 ? "Two nodes say" : `${leaders.length} nodes say`
  } that they lead, ` +
    `in different terms: ${[first, ...others].join("; ")}.`;
}

function tellNobody(world: World): string {
  const candidates = world.nodes.flatMap((id) => {
    const state = raftState(world, id);
    return state?.role === "candidate"
      ? [`${id} (term ${state.term}, ${votes(state.votes.length)})`]
      : [];
  });
  if (candidates.length === 0) {
    return "Nobody leads. Whoever's timer runs out first will ask for votes.";
  }
  const need = `${majorityOf(world)} of ${world.nodes.length} are needed`;
  return `Nobody leads yet. Asking for votes: ${candidates.join(", ")}; ${need}.`;
}

function votes(count: number): string {
  return count === 1 ? "its own vote" : `${count} votes`;
}
