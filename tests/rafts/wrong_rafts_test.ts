import assert from "node:assert/strict";
import { PROFILES } from "@/engine/faults.ts";
import { Recorder } from "@/engine/recorder.ts";
import { createWorld, replayScenario, walkScenario } from "@/engine/run_scenario.ts";
import { shrink } from "@/engine/shrink.ts";
import { playStory } from "@/engine/story.ts";
import type { MonitorFactory, Scenario, Trial } from "@/engine/suite.ts";
import type { Schedule } from "@/engine/types.ts";
import { evaluateRaft } from "./evaluate_raft.ts";
import { PROGRESS_MS_MAX, RAFT_CHECKS, type RaftCheck } from "./raft_checks.ts";
import { createTrial, raftScenario } from "./raft_scenario.ts";
import { WRONG_RAFTS, type WrongRaft } from "./wrong_rafts.ts";

/** A counterexample is to be no longer than this. */
const ACTIONS_MAX = 30;
const SEEDS = 60;
const TROUBLE = ["lossy", "split", "crashes", "chaos"] as const;

interface Failure {
  readonly trial: Trial;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly schedule: Schedule;
  readonly monitor: MonitorFactory | undefined;
}

function monitorOf({ fails, nodeCount = 3 }: WrongRaft): MonitorFactory | undefined {
  return fails === "no-exception" ? undefined : () => RAFT_CHECKS[fails](nodeCount);
}

/** The failing run that the story tells, or else the longest that random walks find. */
function findFailure(wrong: WrongRaft): Failure | undefined {
  const trial = createTrial(evaluateRaft(wrong.mutations));
  const monitor = monitorOf(wrong);
  if (wrong.story !== undefined) return tell(wrong, trial, monitor);
  let longest: { scenario: Scenario; seed: number; length: number } | undefined;
  for (const name of TROUBLE) {
    const scenario = raftScenario(wrong.nodeCount ?? 3, PROFILES[name]);
    for (let seed = 0; seed < SEEDS; seed++) {
      const monitors = monitor === undefined ? [] : [monitor(trial, scenario)];
      const world = walkScenario({ trial, scenario, seed, monitors });
      const hasFailed = (monitor === undefined ? world.exception : world.violations[0]) !==
        undefined;
      if (hasFailed && world.step > (longest?.length ?? 0)) {
        longest = { scenario, seed, length: world.step };
      }
    }
  }
  if (longest === undefined) return undefined;
  const { scenario, seed } = longest;
  const recorder = new Recorder(trial.guest);
  const monitors = monitor === undefined ? [] : [monitor(trial, scenario)];
  walkScenario({ trial, scenario, seed, monitors, recorder });
  return { trial, scenario, seed, schedule: recorder.schedule, monitor };
}

function tell(wrong: WrongRaft, trial: Trial, monitor: MonitorFactory | undefined): Failure {
  const scenario = raftScenario(wrong.nodeCount ?? 3);
  const recorder = new Recorder(trial.guest);
  const world = createWorld({ trial, scenario, seed: 1, monitors: [], recorder });
  playStory(world, wrong.story!);
  return { trial, scenario, seed: 1, schedule: recorder.schedule, monitor };
}

for (const wrong of WRONG_RAFTS) {
  Deno.test(`a Raft that ${wrong.name} fails ${wrong.fails}, in a few actions`, () => {
    const failure = findFailure(wrong);
    assert.ok(failure, "no run fails");
    const stepsBefore = failure.trial.stats.events;

    const shrunk = shrink(failure);

    assert.ok(shrunk, "the run does not fail again");
    assert.equal(shrunk.isMinimal, true);
    assert.ok(shrunk.schedule.length <= ACTIONS_MAX, `${shrunk.schedule.length} actions`);
    assert.ok(shrunk.schedule.length <= failure.schedule.length);
    // Bounded work: far under two seconds, counted in steps since clocks differ.
    assert.ok(failure.trial.stats.events - stepsBefore < 100_000);
    assertFails(failure, shrunk.schedule, true);
    shrunk.schedule.forEach((_, index) => {
      assertFails(failure, shrunk.schedule.toSpliced(index, 1), false);
    });
    const again = replayScenario({
      ...failure,
      schedule: shrunk.schedule,
      monitor: failure.monitor?.(failure.trial, failure.scenario),
    });
    assert.deepEqual(again.events, shrunk.events);
    assert.deepEqual(again.schedule, shrunk.schedule);
  });
}

function assertFails(failure: Failure, schedule: Schedule, isFailing: boolean): void {
  const { trial, scenario, monitor } = failure;
  const run = replayScenario({ ...failure, schedule, monitor: monitor?.(trial, scenario) });
  const violation = monitor === undefined ? run.exception : run.violation;
  assert.equal(violation !== undefined, isFailing, violation?.message ?? "it held");
}

for (const nodeCount of [1, 2, 3, 4, 5]) {
  Deno.test(`a right Raft of ${nodeCount} passes every check in every kind of trouble`, () => {
    const trial = createTrial(evaluateRaft());
    // One node alone leads without a message.
    const names = (Object.keys(RAFT_CHECKS) as RaftCheck[])
      .filter((check) => nodeCount > 1 || check !== "progress");
    for (const name of Object.keys(PROFILES) as (keyof typeof PROFILES)[]) {
      const scenario = raftScenario(nodeCount, PROFILES[name], PROGRESS_MS_MAX);
      for (let seed = 0; seed < 15; seed++) {
        const monitors = names.map((check) => RAFT_CHECKS[check](nodeCount));
        const world = walkScenario({ trial, scenario, seed, monitors });

        const seen = world.violations.find((violation) => violation !== undefined) ??
          world.exception;
        assert.equal(seen, undefined, `profile ${name}, seed ${seed}: ${seen?.message}`);
      }
    }
  });
}

Deno.test("evaluateRaft() refuses a mutation whose text is not there", () => {
  assert.throws(() => evaluateRaft([{ replace: "no such text", by: "" }]), /Cannot mutate/);
});
