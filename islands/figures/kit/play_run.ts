import { bareGuest } from "@/engine/bare_guest.ts";
import type { Faults } from "@/engine/faults.ts";
import { Recorder } from "@/engine/recorder.ts";
import type { Context, Monitor, Node, NodeId, TraceEvent } from "@/engine/types.ts";
import { World } from "@/engine/world.ts";
import { type CommandBody, makeMove, type Move } from "./moves.ts";

/** A cluster of our own programs, from which the same moves always make the same run. */
export interface RunSetup {
  readonly nodes: readonly NodeId[];
  readonly spawn: (context: Context) => Node;
  readonly seed: number;
  readonly faults?: Partial<Faults>;
  /** The properties to watch. Made anew for every run. */
  readonly monitors?: () => Monitor[];
  /** What clients ask for. */
  readonly commandBody?: CommandBody;
}

export interface Run {
  /** As it is after the moves. Look at it, and change nothing. */
  readonly world: World;
  /** The moves that could be made. */
  readonly moves: readonly Move[];
  /** All that happened, with causes, messages and changed fields. */
  readonly events: readonly TraceEvent[];
}

/** Plays moves from the start: what is rewound is played again with fewer. */
export function playRun(setup: RunSetup, moves: readonly Move[]): Run {
  const { world, events } = startRun(setup);
  const made = moves.filter((move) => makeMove(world, move, setup.commandBody));
  return { world, moves: made, events };
}

/** A world in which nothing has been moved yet, and the list to which all that happens is added. */
export function startRun(
  { nodes, spawn, seed, faults, monitors }: RunSetup,
): Pick<Run, "world" | "events"> {
  const guest = bareGuest(() => ({}));
  const recorder = new Recorder(guest);
  const world = new World({ nodes, guest, spawn, seed, faults, monitors: monitors?.(), recorder });
  return { world, events: recorder.events };
}
