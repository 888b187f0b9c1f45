import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import type { Faults } from "./faults.ts";
import { Recorder } from "./recorder.ts";
import { perform } from "./replay.ts";
import type { Action, Command, Context, Data, Monitor, Node, NodeId, TraceEvent } from "./types.ts";
import { walk } from "./walk.ts";
import { NODES_MAX, World } from "./world.ts";

// Each noun of the simulated world, and for each kind of trouble the one field that brings it about.

/** Every 10 ms sends the number of its tick to its neighbour, and writes down what it hears. */
class Talker implements Node {
  ticks = 0;
  heard: { from: NodeId; message: Data; atMs: number }[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.context.setTimer("tick", 10);
    this.ticks++;
    for (const peer of this.context.peers) this.context.send(peer, this.ticks);
  }

  onMessage(from: NodeId, message: never): void {
    this.heard.push({ from, message, atMs: this.context.now() });
  }
}

const CALM: Partial<Faults> = { delayMs: [1, 1] };

function run(
  faults: Partial<Faults>,
  {
    nodes = 3,
    stepsMax = 2_000,
    seed = 1,
    spawn = (context: Context): Node => new Talker(context),
  } = {},
) {
  const guest = bareGuest(() => ({}));
  const recorder = new Recorder(guest);
  const world = new World({
    nodes: Array.from({ length: nodes }, (_, index) => `n${index + 1}`),
    guest,
    spawn,
    seed,
    faults: { ...CALM, ...faults },
    recorder,
  });
  walk(world, { seed, stepsMax });
  return { world, events: recorder.events };
}

const count = (events: readonly TraceEvent[], kind: TraceEvent["kind"]) =>
  events.filter((event) => event.kind === kind).length;

/** How long each delivered message travelled, by link. */
function delaysOf(events: readonly TraceEvent[]): Map<string, number[]> {
  const sentAt = new Map<string, number>();
  const delays = new Map<string, number[]>();
  for (const { kind, effects, message, timeMs, from, node } of events) {
    for (const effect of effects) if (effect.message) sentAt.set(effect.message, timeMs);
    if (kind !== "deliver") continue;
    const link = `${from}>${node}`;
    delays.set(link, [...delays.get(link) ?? [], timeMs - sentAt.get(message!)!]);
  }
  return delays;
}

Deno.test("a world has 1 to 9 nodes", () => {
  equal(NODES_MAX, 9);
  for (const nodes of [1, 9]) equal(run({}, { nodes, stepsMax: 100 }).world.nodes.length, nodes);
  for (const nodes of [0, 10]) throws(() => run({}, { nodes }), /expected 1 to 9/);
});

Deno.test("delayMs: messages travel as long as it says, each link by a law of its own", () => {
  const { events } = run({ delayMs: [2, 4], links: { "n1>n2": { delayMs: [50, 60] } } });

  for (const [link, delays] of delaysOf(events)) {
    const [least, most] = link === "n1>n2" ? [50, 60] : [2, 4];
    equal(Math.min(...delays), least);
    equal(Math.max(...delays), most);
  }
});

Deno.test("slow and slowMs: some messages take longer, and later ones overtake them", () => {
  const { events } = run({ slow: 0.2, slowMs: [100, 100] });

  const delays = [...delaysOf(events).values()].flat();
  const share = delays.filter((delay) => delay === 101).length / delays.length;
  ok(share > 0.15 && share < 0.25, `${share}`);
  deepEqual(new Set(delays), new Set([1, 101]));
});

Deno.test("messages overtake each other where delays differ, and never where they do not", () => {
  const overtakes = (faults: Partial<Faults>) =>
    run(faults).world.states.some(({ process }) => {
      const { heard } = process.node as Talker;
      const own = heard.filter(({ from }) => from === "n1" || from === "n2");
      return own.some(({ from, message }, place) =>
        own.slice(0, place).some((one) =>
          one.from === from && Number(one.message) > Number(message)
        )
      );
    });

  equal(overtakes({ delayMs: [1, 1] }), false);
  equal(overtakes({ delayMs: [1, 40] }), true);
});

Deno.test("loss and duplication: that share of messages, on that link", () => {
  const lossy = run({ loss: 0.2 }).events;
  const doubled = run({ duplication: 0.2 }).events;
  const oneLink = run({ links: { "n2>n3": { loss: 1 }, "n3>n1": { duplication: 1 } } }).events;

  const lost = count(lossy, "drop") / (count(lossy, "drop") + count(lossy, "deliver"));
  ok(lost > 0.15 && lost < 0.25, `${lost}`);
  const copies = count(doubled, "duplicate") / count(doubled, "deliver");
  ok(copies > 0.13 && copies < 0.27, `${copies}`);
  equal(delaysOf(oneLink).has("n2>n3"), false);
  equal(delaysOf(oneLink).has("n3>n2"), true);
  const linksOf = (kind: string) =>
    new Set(
      oneLink.filter((event) => event.kind === kind).map(({ message }) => message!.split("#")[0]),
    );
  deepEqual([linksOf("drop"), linksOf("duplicate")], [new Set(["n2>n3"]), new Set(["n3>n1"])]);
});

Deno.test("partitionRate: the network splits and heals; oneWay and partial say how", () => {
  const cuts = (faults: Partial<Faults>) =>
    run({ partitionRate: 20, ...faults }, { nodes: 4 }).events.filter(({ kind }) => kind === "cut")
      .map(({ payload }) => payload as { from: string[]; to: string[] });

  const halves = cuts({});
  const oneWay = cuts({ oneWay: 1 });
  const partial = cuts({ partial: 1 });

  // Both directions, one after the other, and every node on one side or the other.
  for (let place = 0; place + 1 < halves.length; place += 2) {
    deepEqual(halves[place + 1], { from: halves[place].to, to: halves[place].from });
    equal(halves[place].from.length + halves[place].to.length, 4);
  }
  ok(oneWay.length > 3 && partial.length > 3);
  ok(oneWay.every(({ from, to }, place) => oneWay[place + 1]?.from !== to && from !== to));
  for (const { from, to } of partial) deepEqual([from.length, to.length], [1, 1]);
});

Deno.test("a cut link loses messages one way, or holds them back until it heals", () => {
  const told = (faults: Partial<Faults>) => {
    const guest = bareGuest(() => ({}));
    const spawn = (context: Context) => new Talker(context);
    const world = new World({
      nodes: ["n1", "n2"],
      guest,
      spawn,
      seed: 1,
      faults: { ...CALM, ...faults },
    });
    world.cut([0], [1]);
    world.plan("heal", 0, 200, { from: [0], to: [1] });
    walk(world, { seed: 1, stepsMax: 400, forMs: 300 });
    return world.states.map(({ process }) =>
      (process.node as Talker).heard.map(({ message }) => message)
    );
  };

  const [n1, n2] = told({ held: 0 });
  const [, late] = told({ held: 1 });

  equal(n1[0], 1);
  equal(n2[0], 20);
  ok(late.includes(1));
});

// ---- Disks and crashes --------------------------------------------------------------------------

/** Writes, saves and sends at each tick, in this order. */
class Writer extends Talker {
  found: Data[] = [this.context.load("written"), this.context.load("saved")];

  override onTimer(): void {
    this.ticks++;
    this.context.save("saved", this.ticks);
    this.context.send("n2", this.ticks);
    this.context.write("written", this.ticks);
  }
}

function performed(
  actions: readonly Action[],
  spawn: (context: Context) => Node = (context) => new Writer(context),
) {
  const guest = bareGuest(() => ({}));
  const recorder = new Recorder(guest);
  const world = new World({ nodes: ["n1", "n2"], guest, spawn, seed: 1, faults: CALM, recorder });
  for (const action of actions) ok(perform(world, action), `${action.kind} cannot happen`);
  return { world, events: recorder.events, n1: world.states[0].process.node as Writer };
}

const fire = (torn?: number): Action => ({
  kind: "fire",
  node: "n1",
  timer: "tick",
  atMs: 0,
  ...torn === undefined ? {} : { torn },
});
const crash = (losesUnsynced: boolean): Action => ({
  kind: "crash",
  node: "n1",
  losesUnsynced,
  atMs: 0,
});
const restart: Action = { kind: "restart", node: "n1", atMs: 0 };

Deno.test("a crash forgets memory and keeps the disk; a power failure also loses what was not synced", () => {
  const kept = performed([fire(), crash(false), restart]).n1;
  const lost = performed([fire(), crash(true), restart]).n1;

  deepEqual([kept.ticks, kept.found], [0, [1, 1]]);
  deepEqual([lost.ticks, lost.found], [0, [undefined, 1]]);
});

Deno.test("a crash strikes between any two effects of a handler", () => {
  const kindsOf = (torn: number) => {
    const { events, world } = performed([fire(torn)]);
    equal(world.isRunning(0), false);
    return [
      events[0].effects.map(({ kind }) => kind),
      world.queue.items.some(({ kind }) => kind === "message"),
    ];
  };

  deepEqual(kindsOf(0), [[], false]);
  // After a save and before the send that follows it.
  deepEqual(kindsOf(1), [["save"], false]);
  // After a send and before the write that follows it.
  deepEqual(kindsOf(2), [["save", "send"], true]);
  deepEqual(kindsOf(3), [["save", "send", "write"], true]);
});

Deno.test("crashRate, torn, powerFailure, downMs and downMax", () => {
  const crashes = (faults: Partial<Faults>) =>
    run({ crashRate: 15, ...faults }, { spawn: (context) => new Writer(context), nodes: 3 });
  const { events } = run({ crashRate: 15, downMs: [50, 60] });
  const torn = run({ crashRate: 30, torn: 1 }).events;

  const down = new Map<string, number>();
  for (const { kind, node, timeMs } of events) {
    if (kind === "crash") {
      down.set(node!, timeMs);
      ok(down.size <= 1, "downMax is 1");
    } else if (kind === "restart") {
      const forMs = timeMs - down.get(node!)!;
      ok(forMs >= 50 && forMs <= 60, `${forMs} ms`);
      down.delete(node!);
    }
  }
  ok(count(events, "crash") > 5);
  ok(torn.some((event) => event.torn));
  ok(!events.some((event) => event.torn));
  equal(count(crashes({ crashRate: 0 }).events, "crash"), 0);
});

// ---- Clocks and pauses --------------------------------------------------------------------------

Deno.test("clockStartMs, clockDrift and clockJumpRate: clocks start apart, drift and jump", () => {
  const nowOf = (faults: Partial<Faults>) => {
    const { world, events } = run(faults, { stepsMax: 3_000 });
    return {
      clocks: world.nodes.map((_, node) => world.localNowMs(node) - world.nowMs),
      events,
      world,
    };
  };

  deepEqual(nowOf({}).clocks, [0, 0, 0]);
  const apart = nowOf({ clockStartMs: 10_000 });
  equal(new Set(apart.clocks).size, 3);
  for (const clock of apart.clocks) ok(clock >= 0 && clock <= 10_000);
  const drifting = nowOf({ clockDrift: 0.1 });
  for (const clock of drifting.clocks) {
    ok(clock !== 0 && Math.abs(clock) <= 0.1 * drifting.world.nowMs + 1);
  }
  const jumping = nowOf({ clockJumpRate: 10, clockJumpMs: [500, 500] });
  equal(
    jumping.clocks.reduce((sum, clock) => sum + clock, 0),
    500 * count(jumping.events, "skew"),
  );
  ok(count(jumping.events, "skew") > 5);
});

Deno.test("a clock that jumps moves no timer, and one that drifts measures delays by itself", () => {
  const { events } = run({ clockJumpRate: 20, clockJumpMs: [1_000, 1_000] }, {
    nodes: 1,
    stepsMax: 300,
  });
  const slow = run({ clockDrift: 0.5 }, { nodes: 1, stepsMax: 50 });

  const fires = events.filter(({ kind }) => kind === "fire").map(({ timeMs }) => timeMs);
  fires.forEach((timeMs, place) => equal(timeMs, 10 * (place + 1)));
  const rate = slow.world.states[0].clockRate;
  equal(slow.events[0].timeMs, Math.ceil(10 / rate));
});

Deno.test("pauseRate and pauseMs: a node stands still, and what came meanwhile comes after", () => {
  const { events } = run({ pauseRate: 15, pauseMs: [100, 100] });

  let paused: string | undefined;
  let sinceMs = 0;
  const lengths: number[] = [];
  for (const { kind, node, timeMs } of events) {
    if (kind === "pause" && paused === undefined) [paused, sinceMs] = [node!, timeMs];
    else if (kind === "resume" && node === paused) {
      lengths.push(timeMs - sinceMs);
      paused = undefined;
    } else ok(node !== paused || kind === "pause", `${node} does something while it stands still`);
  }
  ok(lengths.length > 3 && lengths.every((length) => length === 100), `${lengths}`);
});

// ---- Copies, commands and answers ---------------------------------------------------------------

/** Changes what it has sent, saved, applied and answered, right after. */
class Forgetful extends Talker {
  override onTimer(): void {
    const value = { list: [1] };
    this.context.send("n2", value);
    this.context.save("key", value);
    this.context.apply(1, value);
    this.context.reply("c1", value);
    this.context.note("note", value);
    value.list.push(2);
    (this.context.load("key") as typeof value).list.push(3);
  }
}

Deno.test("what is sent, saved, applied, answered and noted is copied at that moment", () => {
  const { events, world } = performed([fire()], (context) => new Forgetful(context));

  for (const { payload } of events[0].effects) deepEqual(payload, { list: [1] });
  deepEqual(world.states[0].process.durable.get("key"), { list: [1] });
  equal(events[0].effects.length, 5);
});

/** Uses up what it was given. */
class Consumer extends Talker {
  onCommand({ body }: { body: { list: number[] } }): void {
    this.context.send("n2", body);
    body.list.length = 0;
  }

  override onMessage(_from: NodeId, message: never): void {
    (message as { list: number[] }).list.length = 0;
  }
}

Deno.test("what a node does to a message or a command changes nothing that others saw of it", () => {
  const seen: unknown[] = [];
  const monitor: Monitor = {
    observe(_moment, observation) {
      if (observation.kind === "deliver") seen.push(observation.message);
      if (observation.kind === "command") seen.push(observation.command.body);
      return undefined;
    },
  };
  const world = new World({
    nodes: ["n1", "n2"],
    guest: bareGuest(() => ({})),
    spawn: (context) => new Consumer(context) as Node,
    seed: 1,
    faults: CALM,
    monitors: [monitor],
  });
  world.command(0, { id: "c1", client: "client", body: { list: [1] } as never });
  world.settle(10);

  deepEqual(seen, [{ list: [1] }, { list: [1] }]);
});

Deno.test("a command has the time of its invocation, and its answer the time of its response", () => {
  class Server extends Talker {
    pending: Command[] = [];

    onCommand(command: Command): void {
      this.pending.push(command);
    }

    override onTimer(): void {
      for (const { id, body } of this.pending.splice(0)) this.context.reply(id, body);
    }
  }
  const command = { id: "c1", client: "alice", body: { op: "get" } as never };

  const { events } = performed(
    [{ kind: "command", node: "n1", command, atMs: 4 }, fire()],
    (context) => new Server(context),
  );

  deepEqual(events.map(({ kind, timeMs }) => [kind, timeMs]), [["command", 4], ["fire", 10]]);
  deepEqual(events[0].payload, command);
  deepEqual(events[1].effects, [{ kind: "reply", name: "c1", payload: { op: "get" } }]);
});

Deno.test("nothing random lies outside the seed: another seed is another run, the same is the same", () => {
  const chaos: Partial<Faults> = {
    delayMs: [1, 30],
    loss: 0.1,
    duplication: 0.1,
    crashRate: 5,
    partitionRate: 5,
    pauseRate: 5,
    clockStartMs: 100,
    clockDrift: 0.1,
    clockJumpRate: 5,
  };
  const text = (seed: number) => JSON.stringify(run(chaos, { seed }).events);

  equal(text(1), text(1));
  ok(text(1) !== text(2));
});
