import { deepEqual, equal } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { formatTrace } from "./format_trace.ts";
import { Recorder } from "./recorder.ts";
import { playStory } from "./story.ts";
import { type Command, type Context, type Node, type NodeId, TRACE_VERSION } from "./types.ts";
import { World } from "./world.ts";

/** Asks for one of everything when its timer fires; throws at a message. */
class Everything implements Node {
  term = 0;
  log: unknown[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.term++;
    this.log.push({ term: 1 });
    const { context } = this;
    context.send("n2", { ask: "x".repeat(10) });
    context.setTimer("tick", 20);
    context.clearTimer("tick");
    context.save("saved", 1);
    context.write("written", 2);
    context.sync();
    context.apply(1, "first");
    context.reply("c1", true);
    context.note("label", null);
  }

  onCommand(_command: Command): void {}

  onMessage(_from: NodeId, _message: never): void {
    throw new Error("no words for this");
  }
}

function record(story: string, eventsMax?: number) {
  const guest = bareGuest(() => ({}));
  const recorder = new Recorder(guest, { eventsMax });
  const world = new World({
    nodes: ["n1", "n2"],
    spawn: (context) => new Everything(context),
    guest,
    seed: 1,
    recorder,
  });
  playStory(world, story);
  return { recorder, world, trace: recorder.trace("slug", 1, world) };
}

Deno.test("a trace has each effect with what it takes to show it, and each field that changed", () => {
  const { trace: { events: [fire], ...rest } } = record("timeout n1");

  deepEqual(rest, { version: TRACE_VERSION, slug: "slug", seed: 1, nodes: ["n1", "n2"] });
  deepEqual(fire, {
    step: 1,
    timeMs: 10,
    node: "n1",
    kind: "fire",
    causes: [],
    effects: [
      { kind: "send", message: "n1>n2#1", to: "n2", payload: { ask: "xxxxxxxxxx" } },
      { kind: "setTimer", name: "tick", payload: 20 },
      { kind: "clearTimer", name: "tick" },
      { kind: "save", name: "saved", payload: 1 },
      { kind: "write", name: "written", payload: 2 },
      { kind: "sync" },
      { kind: "apply", name: "1", payload: "first" },
      { kind: "reply", name: "c1", payload: true },
      { kind: "note", name: "label", payload: null },
    ],
    changes: [
      { path: "term", before: 0, after: 1 },
      { path: "log.0", before: null, after: { term: 1 } },
    ],
    payload: "tick",
  });
});

Deno.test("a delivery is caused by the send and by the node's step before, and tells what it threw", () => {
  const { trace: { events }, world } = record("command n2 1\n timeout n1\n deliver n1>n2");
  const delivery = events[2];

  deepEqual(delivery.causes, [1, 2]);
  deepEqual([delivery.from, delivery.message], ["n1", "n1>n2#1"]);
  equal(delivery.threw, "Error: no words for this");
  equal(world.exception?.message, "n2 threw at step 3: Error: no words for this.");
});

Deno.test("a crash takes the fields away, and a restart shows them all again", () => {
  const { trace: { events } } = record("timeout n1\n crash n1\n restart n1");

  deepEqual(events.map(({ kind }) => kind), ["fire", "crash", "restart"]);
  deepEqual(events[2].changes, [
    { path: "term", before: null, after: 0 },
    { path: "log", before: null, after: [] },
  ]);
});

Deno.test("what settling brings about is in the trace and not in the schedule", () => {
  const { recorder } = record("settle 15ms");

  deepEqual(recorder.schedule.map(({ kind }) => kind), ["settle"]);
  deepEqual(recorder.events.map(({ kind }) => kind).slice(0, 2), ["settle", "fire"]);
  equal(recorder.steps[0], 1);
});

Deno.test("a trace of some first events has these as the whole trace has them, and all choices", () => {
  const story = "timeout n1\n skew n2 +5ms\n duplicate n1>n2\n drop n1>n2\n cut n1 > n2\n" +
    "crash n2\n restart n2\n command n1 1\n settle 15ms";
  const whole = record(story).recorder;

  equal(whole.events.length > 9, true);
  for (let eventsMax = 0; eventsMax <= whole.events.length; eventsMax++) {
    const { recorder } = record(story, eventsMax);

    deepEqual(recorder.events, whole.events.slice(0, eventsMax));
    deepEqual(recorder.schedule, whole.schedule);
    deepEqual(recorder.steps, whole.steps);
  }
});

Deno.test("formatTrace() breaks long lines within their column, and tells what came to nothing", () => {
  const { trace } = record(
    "timeout n1\n duplicate n1>n2\n drop n1>n2\n cut n1 > n2\n skew n1 +5ms\n heal\n deliver n1>n2",
  );

  const text = formatTrace(trace, { culprit: 7 });

  equal(text.split("\n").every((line) => line.length <= 100), true);
  for (
    const part of [
      "= n1>n2#1 is doubled",
      "x n1>n2#1 is lost",
      "--- cut n1 > n2",
      "clock jumps by 5 ms",
      "threw Error: no words for this",
      "save saved 1",
    ]
  ) equal(text.includes(part), true, part);
  equal(text.split("\n").some((line) => line.startsWith(">  7")), true);
});
