import { electionSafety } from "@/engine/monitors/election_safety.ts";
import { stateMachineSafety } from "@/engine/monitors/state_machine_safety.ts";
import type { NodeId, TraceEvent } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { RAFT_ADAPTER } from "../kit/raft_adapter.ts";
import { RaftNode } from "../kit/raft_node.ts";
import { raftState } from "../kit/raft_state.ts";

/** Whether a leader needs more than half of all nodes, or none but itself. */
export type Rule = "bare" | "quorum";

export type Coast = "west" | "east";
export const COASTS: Readonly<Record<Coast, readonly NodeId[]>> = {
  west: ["w1", "w2"],
  east: ["e1", "e2", "e3"],
};

/** Cut the line, mend it, a client writes in the West, in the East. */
export const ACTS = ["c", "h", "w", "e"] as const;

/** A client's write, and what became of it. */
export interface Write {
  readonly name: string;
  readonly coast: Coast;
  /** Who took it; undefined where no leader could be found. */
  readonly takenBy: NodeId | undefined;
  /** Whether the client was told that it is stored. */
  readonly isConfirmed: boolean;
  /** The nodes in whose logs it is now. */
  readonly heldBy: readonly NodeId[];
}

export interface Coasts {
  readonly rule: Rule;
  readonly world: World;
  readonly isCut: boolean;
  readonly writes: readonly Write[];
  /** Those who say that they lead, in the West first. */
  readonly leaders: readonly { readonly id: NodeId; readonly term: number }[];
}

/** Takes itself for enough: a machine that hears nobody makes itself the leader and confirms. */
class LoneRaftNode extends RaftNode {
  protected override quorum(): number {
    return 1;
  }
}

const WAIT = "run 700ms";

function setupOf(rule: Rule): ActsSetup {
  const Program = rule === "quorum" ? RaftNode : LoneRaftNode;
  const write = (coast: Coast) => (world: World, before: readonly string[]) => {
    const leader = leaderFor(world, coast);
    const name = nameOf(coast, before.filter((act) => act === coast[0]).length);
    return leader === undefined ? WAIT : `command ${leader} ${JSON.stringify(name)}\n${WAIT}`;
  };
  return {
    nodes: [...COASTS.west, ...COASTS.east],
    spawn: (context) => new Program(context) as never,
    seed: 3,
    monitors: () => [electionSafety(RAFT_ADAPTER), stateMachineSafety()],
    // A node of the West is the first to ask for votes, and has been leading for a while.
    opening: `timeout w1 election\n${WAIT}`,
    acts: {
      c: () => `partition w1 w2 | e1 e2 e3\n${WAIT}`,
      h: () => `heal\n${WAIT}`,
      w: write("west"),
      e: write("east"),
    },
  };
}

const nameOf = (coast: Coast, earlier: number) => `${coast[0].toUpperCase()}${earlier + 1}`;

/** The leader that a client finds: the newest among the nodes that its coast can reach. */
function leaderFor(world: World, coast: Coast): NodeId | undefined {
  const home = world.indexOf(COASTS[coast][0]);
  return world.nodes
    .filter((_, node) => !world.isCut(home, node))
    .filter((id) => raftState(world, id)?.role === "leader")
    .sort((one, other) => raftState(world, other)!.term - raftState(world, one)!.term)[0];
}

export function playCoasts(rule: Rule, acts: readonly string[]): Coasts {
  const { world, events } = playActs(setupOf(rule), acts);
  return {
    rule,
    world,
    isCut: world.isCut(world.indexOf("w1"), world.indexOf("e1")),
    writes: acts.flatMap((act, index) => {
      const coast = act === "w" ? "west" : act === "e" ? "east" : undefined;
      if (coast === undefined) return [];
      const earlier = acts.slice(0, index).filter((other) => other === act).length;
      return [follow(nameOf(coast, earlier), { coast, world, events })];
    }),
    leaders: world.nodes.flatMap((id) => {
      const state = raftState(world, id);
      return state?.role === "leader" ? [{ id, term: state.term }] : [];
    }),
  };
}

/** A write is confirmed when the node that took it has carried it out. */
function follow(
  name: string,
  { coast, world, events }: { coast: Coast; world: World; events: readonly TraceEvent[] },
): Write {
  const taken = events.find(({ kind, payload }) =>
    kind === "command" && (payload as { body: unknown }).body === name
  );
  const takenBy = taken?.node ?? undefined;
  return {
    name,
    coast,
    takenBy,
    isConfirmed: events.some(({ node, effects }) =>
      node === takenBy && effects.some(({ kind, payload }) => kind === "apply" && payload === name)
    ),
    heldBy: world.nodes.filter((id) =>
      raftState(world, id)!.log.some(({ command }) => command === name)
    ),
  };
}

/** What has come of what the reader did last, and why. */
export function tellCoasts(coasts: Coasts): string {
  const { leaders, isCut, writes } = coasts;
  if (leaders.length > 1) return tellTwoLeaders(coasts);
  const lost = writes.filter(({ isConfirmed, heldBy }) => isConfirmed && heldBy.length === 0);
  const dropped = writes.filter(({ isConfirmed, heldBy }) => !isConfirmed && heldBy.length === 0);
  const [leader] = leaders;
  if (isCut || leader === undefined) {
    return leader === undefined
      ? "Nobody leads: no side has more than half of the nodes."
      : `${leader.id} leads.`;
  }
  if (lost.length > 0) {
    return `${leader.id} leads, with the higher term, and its log has replaced the other side's. ${
      listOf(lost)
    } had been confirmed, and no node has ${
      lost.length === 1 ? "it" : "them"
    } any more. Nobody was told.`;
  }
  if (dropped.length > 0) {
    return `${leader.id} leads. ${listOf(dropped)} ${
      dropped.length === 1 ? "is" : "are"
    } gone, and nobody had been told that ${
      dropped.length === 1 ? "it was" : "they were"
    } stored. Every confirmed write is in every log.`;
  }
  return writes.length === 0
    ? `${leader.id} leads from the West, and both coasts hear it. Cut the line, and write on both coasts.`
    : `${leader.id} leads, and every confirmed write is in every log.`;
}

function tellTwoLeaders({ leaders, rule, writes }: Coasts): string {
  const [first, second] = leaders;
  const both =
    `Two nodes say that they lead: ${first.id} in term ${first.term} and ${second.id} in term ${second.term}. `;
  const alone = writes.filter(({ isConfirmed, heldBy }) => isConfirmed && heldBy.length < 5);
  const coasts = new Set(alone.map(({ coast }) => coast));
  if (rule === "bare") {
    return both +
      (coasts.size > 1
        ? `Both confirm: ${
          listOf(alone)
        } are stored for good, or so the clients think. Mend the line.`
        : "Each would confirm whatever its own coast writes. Write on both.");
  }
  const waiting = writes.filter(({ isConfirmed, heldBy }) => !isConfirmed && heldBy.length > 0);
  return both +
    (waiting.length > 0
      ? `${listOf(waiting)} ${
        waiting.length === 1 ? "stays" : "stay"
      } without an answer: ${first.id} has 2 of 5 nodes, and needs 3.`
      : `Only the East has 3 of 5 nodes, so ${second.id} can confirm, and ${first.id} cannot.`);
}

function listOf(writes: readonly Write[]): string {
  const names = writes.map(({ name }) => name);
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
