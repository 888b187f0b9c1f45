import { deepEqual, equal, ok } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { Recorder } from "./recorder.ts";
import type { Command, Context, Node, TraceEvent } from "./types.ts";
import { type PlannedCommand, walk, type WalkOptions } from "./walk.ts";
import { World } from "./world.ts";

/** Ticks every 10 ms, and answers at once. */
class Server implements Node {
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.context.setTimer("tick", 10);
  }

  onCommand({ id }: Command): void {
    this.context.reply(id, this.context.id);
  }
}

function run(options: Partial<WalkOptions>, faults = {}): { events: TraceEvent[]; world: World } {
  const guest = bareGuest(() => ({}));
  const recorder = new Recorder(guest);
  const world = new World({
    nodes: ["n1", "n2"],
    spawn: (context) => new Server(context),
    guest,
    seed: 1,
    faults,
    recorder,
  });
  walk(world, { seed: 1, stepsMax: 100, ...options });
  return { events: recorder.events, world };
}

const planned = (id: string, atMs: number, rest: Partial<PlannedCommand> = {}): PlannedCommand => ({
  atMs,
  command: { id, client: "c", body: 0 as never },
  ...rest,
});

Deno.test("walk() ends its trouble after so many steps, or so much time", () => {
  equal(run({ stepsMax: 7 }).world.step, 7);
  const timed = run({ forMs: 55 });
  equal(timed.events.at(-1)!.timeMs, 50);
  equal(timed.world.step, 10);
});

Deno.test("walk() gives each command at its time, to the node that it names", () => {
  const { events } = run({
    commands: [planned("a", 33, { node: "n2" }), planned("b", 12, { node: "n1" })],
  });

  const commands = events.filter(({ kind }) => kind === "command");
  deepEqual(
    commands.map(({ node, timeMs, payload }) => [(payload as Command).id, node, timeMs]),
    [["b", "n1", 12], ["a", "n2", 33]],
  );
});

Deno.test("walk() asks a running node where none is named, and waits while there is none", () => {
  const crashed = { crashRate: 300, downMs: [20, 30] as const, downMax: 2 };
  const { events } = run({ commands: [planned("a", 20)], stepsMax: 400 }, crashed);

  const down = new Set<string>();
  let asked = 0;
  for (const { kind, node } of events) {
    if (kind === "crash") down.add(node!);
    else if (kind === "restart") down.delete(node!);
    else if (kind === "command") {
      asked++;
      ok(!down.has(node!));
    }
  }
  equal(asked, 1);
});

Deno.test("walk() heals after the trouble, and counts later commands' times from then on", () => {
  const { events, world } = run({
    forMs: 95,
    settleMs: 200,
    commands: [planned("late", 50, { isAfterHealing: true }), planned("early", 10)],
  }, { crashRate: 50, downMs: [10_000, 10_000] });

  const healedMs = events.find(({ kind }) => kind === "settle")!.timeMs;
  const late = events.find(({ payload }) => (payload as Command)?.id === "late")!;
  equal(late.timeMs, healedMs + 50);
  equal(world.nowMs, healedMs + 200);
  ok(world.states.every(({ process }) => process.isRunning));
  ok(
    events.findIndex(({ kind }) => kind === "restart") >
      events.findIndex(({ kind }) => kind === "settle"),
  );
});

Deno.test("walk() goes on until every monitor has objected, and tells them of the end", () => {
  let finished = 0;
  const guest = bareGuest(() => ({}));
  const object = (atStep: number) => ({
    observe: ({ step }: { step: number }) =>
      step >= atStep ? { message: "enough", steps: [step] } : undefined,
    finish: () => {
      finished++;
      return undefined;
    },
  });
  const world = new World({
    nodes: ["n1"],
    spawn: (context) => new Server(context),
    guest,
    seed: 1,
    monitors: [object(3), object(5)],
  });

  walk(world, { seed: 1, stepsMax: 100 });

  equal(world.step, 5);
  deepEqual(world.violations.map((violation) => violation?.steps), [[3], [5]]);
  equal(finished, 0);
});
