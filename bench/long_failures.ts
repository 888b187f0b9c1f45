import { PROFILES } from "@/engine/faults.ts";
import { Recorder } from "@/engine/recorder.ts";
import { walkScenario } from "@/engine/run_scenario.ts";
import { shrink } from "@/engine/shrink.ts";
import { evaluateRaft } from "@/tests/rafts/evaluate_raft.ts";
import { RAFT_CHECKS, type RaftCheck } from "@/tests/rafts/raft_checks.ts";
import { createTrial, raftScenario } from "@/tests/rafts/raft_scenario.ts";
import { WRONG_RAFTS } from "@/tests/rafts/wrong_rafts.ts";

/** How many seeds are tried for the longest failing walk of each wrong Raft. */
const SEEDS = 25;

export interface ShrunkWalk {
  readonly name: string;
  readonly actionsBefore: number;
  readonly actionsAfter: number;
  readonly milliseconds: number;
}

/** Shrinks the longest failing random walk, of up to 1,000 actions, of each wrong Raft. */
export function shrinkLongFailures(): ShrunkWalk[] {
  return WRONG_RAFTS.flatMap(({ name, fails, mutations, nodeCount = 3, story }) => {
    if (story !== undefined || fails === "no-exception") return [];
    const trial = createTrial(evaluateRaft(mutations));
    const monitor = () => RAFT_CHECKS[fails as RaftCheck](nodeCount);
    const scenario = raftScenario(nodeCount, PROFILES.chaos);
    let longest: { seed: number; schedule: Recorder["schedule"] } | undefined;
    for (let seed = 0; seed < SEEDS; seed++) {
      const recorder = new Recorder(trial.guest);
      const world = walkScenario({ trial, scenario, seed, monitors: [monitor()], recorder });
      const { schedule } = recorder;
      if (world.violations[0] === undefined) continue;
      if (schedule.length > (longest?.schedule.length ?? 0)) longest = { seed, schedule };
    }
    if (longest === undefined) return [];
    const startMs = performance.now();
    const shrunk = shrink({ trial, scenario, monitor, ...longest });
    return [{
      name,
      actionsBefore: longest.schedule.length,
      actionsAfter: shrunk?.schedule.length ?? Infinity,
      milliseconds: performance.now() - startMs,
    }];
  });
}
