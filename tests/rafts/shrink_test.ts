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
        assert.deepEqual(again.events.slice(0, shrunk.events.length), shrunk.events);
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

/** A counterexample is to be no longer than this, and the schedule that it comes from is a thousand. */
const ACTIONS_MAX = 30;

for (const wrong of WRONG_RAFTS) {
  Deno.test(`shrink() leaves ${ACTIONS_MAX} actions at the most of what ${wrong.name}`, () => {
    const { mutations, fails, nodeCount = 3 } = wrong;
    const trial = createTrial(evaluateRaft(mutations));
    const monitor = fails === "no-exception" ? undefined : () => RAFT_CHECKS[fails](nodeCount);
    for (const profile of ["lossy", "split", "crashes", "chaos"] as const) {
      for (let seed = 0; seed < 6; seed++) {
        const recorder = new Recorder(trial.guest);
        const scenario = raftScenario(nodeCount, PROFILES[profile]);
        const monitors = monitor === undefined ? [] : [monitor()];
        walkScenario({ trial, scenario, seed, monitors, recorder });

        const shrunk = shrink({ trial, scenario, seed, schedule: recorder.schedule, monitor });

        const length = shrunk?.schedule.length ?? 0;
        assert.ok(length <= ACTIONS_MAX, `${profile}, seed ${seed}: ${length} actions`);
      }
    }
  });
}

Deno.test("shrink() takes rounds out of loops that must keep step with each other", () => {
  const wrong = WRONG_RAFTS.find(({ name }) => name === "appends what it has already")!;
  const trial = createTrial(evaluateRaft(wrong.mutations));
  const monitor = () => RAFT_CHECKS["log-matching"]();
  const scenario = raftScenario(3, PROFILES.crashes);
  const recorder = new Recorder(trial.guest);
  walkScenario({ trial, scenario, seed: 52, monitors: [monitor()], recorder });

  const shrunk = shrink({ trial, scenario, seed: 52, schedule: recorder.schedule, monitor });

  // Without, 39 are left: a log of ten entries, and a leader that goes back through them one by one.
  assert.ok(shrunk!.schedule.length <= 16, `${shrunk!.schedule.length} actions`);
});
