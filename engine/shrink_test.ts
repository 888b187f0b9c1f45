import { equal, ok } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { replayScenario } from "./run_scenario.ts";
import { shrink } from "./shrink.ts";
import type { MonitorFactory, Scenario, Trial } from "./suite.ts";
import type { Context, Node, Schedule } from "./types.ts";
import { SETTLE_STEPS_MAX } from "./world.ts";

/** Keeps a hundred timers going, so that a settling ends by its steps. */
class Swarming implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    for (let number = 0; number < 100; number++) this.context.setTimer(`tick ${number}`, 1);
  }

  onTimer(name: string): void {
    this.context.setTimer(name, 1);
  }

  onCommand(): void {}
}

const SCENARIO: Scenario = {
  nodes: ["n1"],
  spawn: (context) => new Swarming(context),
  stepsMax: 100,
};

const COMMANDS = 30;
const SCHEDULE: Schedule = [
  ...Array.from({ length: COMMANDS }, (_, number) => ({
    kind: "command" as const,
    node: "n1",
    command: { id: `c${number}`, client: "client", body: number as never },
    atMs: 0,
  })),
  { kind: "settle", forMs: 1_000, atMs: 0 },
];

/** Objects at the end to runs that settled, in which timers fired at least so often. */
const tired = (firesMin: number): MonitorFactory => () => {
  let fires = 0;
  let settledStep = 0;
  return {
    observe({ step }, { kind }) {
      if (kind === "fire") fires++;
      if (kind === "settle") settledStep = step;
      return undefined;
    },
    finish: () =>
      settledStep > 0 && fires >= firesMin
        ? { message: `n1 settled at step ${settledStep}.`, steps: [settledStep] }
        : undefined,
  };
};

function shrinkSwarm(firesMin: number) {
  const stats = { schedules: 0, events: 0, states: 0 };
  const trial: Trial = { guest: bareGuest(() => ({})), seed: 1, slug: "test", stats };
  const monitor = tired(firesMin);
  const shrunk = shrink({ trial, scenario: SCENARIO, seed: 1, schedule: SCHEDULE, monitor });
  return { trial, monitor, shrunk, stats };
}

Deno.test("shrink() sees little of what breeds, and what it finds holds in the whole run", () => {
  const { trial, monitor, shrunk, stats } = shrinkSwarm(1_000);

  ok(shrunk);
  equal(shrunk.isMinimal, true);
  equal(shrunk.schedule.length, 1);
  const { schedule, violation } = shrunk;
  const watching = monitor(trial, SCENARIO);
  const again = replayScenario({ trial, scenario: SCENARIO, seed: 1, schedule, monitor: watching });
  equal(again.violation?.message, violation.message);
  ok(again.world.step > SETTLE_STEPS_MAX);
  ok(stats.events < 5 * SETTLE_STEPS_MAX, `${stats.events} events`);
});

Deno.test("shrink() sees all of what breeds where less does not fail", () => {
  const { shrunk } = shrinkSwarm(SETTLE_STEPS_MAX);

  equal(shrunk?.schedule.length, 1);
  equal(shrunk?.isMinimal, true);
});

Deno.test("shrink() writes down no more events than are shown", () => {
  const { shrunk } = shrinkSwarm(1_000);

  equal(shrunk?.events.length, 30);
});
