import assert from "node:assert/strict";
import fc from "fast-check";
import { PROFILES } from "@/engine/faults.ts";
import { Recorder } from "@/engine/recorder.ts";
import { replayScenario, walkScenario } from "@/engine/run_scenario.ts";
import { shrink } from "@/engine/shrink.ts";
import { evaluateRaft } from "./evaluate_raft.ts";
import { RAFT_CHECKS, type RaftCheck } from "./raft_checks.ts";
import { createTrial, raftScenario } from "./raft_scenario.ts";
import { WRONG_RAFTS } from "./wrong_rafts.ts";

const FOUND_BY_WALKS = WRONG_RAFTS.filter(({ story, fails }) =>
  story === undefined && fails !== "no-exception"
);

Deno.test("shrink() never grows, keeps the check, is 1-minimal and repeats itself", () => {
  let failures = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...FOUND_BY_WALKS),
      fc.constantFrom(...Object.keys(PROFILES) as (keyof typeof PROFILES)[]),
      fc.nat(),
      ({ mutations, fails, nodeCount = 3 }, profile, seed) => {
        const trial = createTrial(evaluateRaft(mutations));
        const monitor = () => RAFT_CHECKS[fails as RaftCheck](nodeCount);
        const scenario = raftScenario(nodeCount, PROFILES[profile]);
        const recorder = new Recorder(trial.guest);
        const world = walkScenario({ trial, scenario, seed, monitors: [monitor()], recorder });
        const isFailing = (schedule: typeof recorder.schedule) =>
          replayScenario({ trial, scenario, seed, schedule, monitor: monitor() }).violation;

        const shrunk = shrink({ trial, scenario, seed, schedule: recorder.schedule, monitor });

        assert.equal(shrunk === undefined, world.violations[0] === undefined);
        if (shrunk === undefined) return;
        failures++;
        assert.ok(shrunk.schedule.length <= recorder.schedule.length);
        const again = replayScenario({ trial, scenario, seed, ...shrunk, monitor: monitor() });
        assert.deepEqual(again.violation, shrunk.violation);
        assert.deepEqual(again.events, shrunk.events);
        assert.equal(shrunk.isMinimal, true);
        shrunk.schedule.forEach((_, place) => {
          assert.equal(isFailing(shrunk.schedule.toSpliced(place, 1)), undefined);
        });
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(failures > 0, "no run failed");
});
