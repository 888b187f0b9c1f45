import type { Faults } from "@/engine/faults.ts";
import type { Guest } from "@/engine/guest.ts";
import type { Random } from "@/engine/random.ts";
import type { Scenario, Trial } from "@/engine/suite.ts";
import type { Context, Node } from "@/engine/types.ts";
import type { PlannedCommand } from "@/engine/walk.ts";

const COMMANDS = 30;
const COMMANDS_UNTIL_MS = 4_000;

/** A cluster of Rafts in trouble, with clients; then, if asked, in peace. */
export function raftScenario(
  nodeCount: number,
  faults: Partial<Faults> = {},
  settleMs = 0,
): Scenario {
  return {
    nodes: Array.from({ length: nodeCount }, (_, index) => `n${index + 1}`),
    spawn: (context, program) => new (program.RaftNode as new (context: Context) => Node)(context),
    faults,
    stepsMax: 1_000,
    settleMs,
    commands: (random) =>
      Array.from({ length: COMMANDS }, (_, index) => plannedCommand(random, index)),
  };
}

function plannedCommand(random: Random, index: number): PlannedCommand {
  const command = { id: `c${index}`, client: "client", body: index as never };
  return { atMs: random.between(0, COMMANDS_UNTIL_MS), command };
}

/** What a plan needs to run a program. */
export function createTrial(guest: Guest, seed = 1): Trial {
  return { guest, seed, slug: "raft", stats: { schedules: 0, events: 0, states: 0 } };
}
