import { deepEqual, equal, ok } from "node:assert/strict";
import { bareGuest } from "@/engine/bare_guest.ts";
import { Process } from "@/engine/process.ts";
import { Random } from "@/engine/random.ts";
import type { Context, Node, NodeId } from "@/engine/types.ts";
import { search, type SearchLimits, type SearchResult } from "./search.ts";
import { Space, type SpaceOptions } from "./space.ts";

function explore(
  spawn: (context: Context) => Node,
  nodes: readonly NodeId[],
  options: Partial<SpaceOptions & SearchLimits>,
): SearchResult {
  const space = new Space({
    nodes,
    guest: bareGuest(() => ({})),
    spawn,
    processes: nodes.map((id) => new Process(id, nodes, new Random(0))),
    programs: nodes.map(() => ({})),
    monitors: [],
    bounds: { timeouts: Infinity },
    canCopy: true,
    hasClock: false,
    dice: 0.5,
    ...options,
  });
  return search(space, space.start(), { statesMax: 1_000_000, ...options, monitors: 0 });
}

// ---- Two-phase commit, as in Gray and Lamport, "Consensus on transaction commit", TODS 2006 ----

class ResourceManager implements Node {
  state = "working";
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("prepare", 1);
    this.context.setTimer("abort", 1);
  }

  onTimer(name: string): void {
    this.stop();
    this.state = name === "prepare" ? "prepared" : "aborted";
    if (name === "prepare") this.context.send("tm", "prepared");
  }

  onMessage(_from: NodeId, message: never): void {
    this.stop();
    this.state = message === "commit" ? "committed" : "aborted";
  }

  stop(): void {
    this.context.clearTimer("prepare");
    this.context.clearTimer("abort");
  }
}

class TransactionManager implements Node {
  state = "init";
  readonly prepared: Record<NodeId, boolean> = {};

  constructor(readonly context: Context) {
    for (const peer of context.peers) this.prepared[peer] = false;
  }

  onStart(): void {
    this.context.setTimer("abort", 1);
  }

  onMessage(from: NodeId): void {
    if (this.state !== "init") return;
    this.prepared[from] = true;
    if (Object.values(this.prepared).every(Boolean)) this.context.setTimer("commit", 1);
  }

  onTimer(name: string): void {
    this.context.clearTimer("abort");
    this.context.clearTimer("commit");
    this.state = name;
    for (const peer of this.context.peers) this.context.send(peer, name);
  }
}

function twoPhaseCommit(
  count: number,
  options: Partial<SpaceOptions & SearchLimits> = {},
): SearchResult {
  const managers = Array.from({ length: count }, (_, index) => `r${index + 1}`);
  return explore(
    (context) =>
      context.id === "tm" ? new TransactionManager(context) : new ResourceManager(context),
    ["tm", ...managers],
    { keepsMessages: true, ...options, alike: options.symmetry === undefined ? [] : managers },
  );
}

// The counts that Stateright publishes for its example 2pc.rs.

Deno.test("search() two-phase commit of 3 resource managers has 288 states", () => {
  const result = twoPhaseCommit(3);

  equal(result.distinct, 288);
  ok(result.isFinished);
});

Deno.test("search() two-phase commit of 5 resource managers has 8,832 states", () => {
  equal(twoPhaseCommit(5).distinct, 8_832);
});

Deno.test("search() sorted symmetry and depth first leave 665 of them", () => {
  const result = twoPhaseCommit(5, { symmetry: "sorted", order: "iterative deepening" });

  equal(result.distinct, 665);
});

Deno.test("search() exact symmetry leaves 314, one for each class of renamings", () => {
  equal(twoPhaseCommit(5, { symmetry: "exact" }).distinct, 314);
});

Deno.test("search() both orders see the same states", () => {
  const broad = twoPhaseCommit(3);
  const deep = twoPhaseCommit(3, { order: "iterative deepening" });

  equal(deep.distinct, broad.distinct);
  ok(deep.isFinished);
});

// ---- Counts that can be worked out by hand ------------------------------------------------------

const TICKS = 4;

/** Counts to four, one tick of its timer after the other. */
class Counter implements Node {
  count = 0;
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 1);
  }

  onTimer(): void {
    this.count++;
    if (this.count < TICKS) this.context.setTimer("tick", 1);
  }
}

Deno.test("search() n independent counters to k have (k + 1)^n states", () => {
  for (const count of [1, 2, 3, 4]) {
    const nodes = Array.from({ length: count }, (_, index) => `n${index + 1}`);

    const result = explore((context) => new Counter(context), nodes, { sleepSets: false });
    const sleepy = explore((context) => new Counter(context), nodes, { sleepSets: true });

    equal(result.distinct, (TICKS + 1) ** count);
    equal(result.depth, TICKS * count);
    // Every state but the last ones has a step for each counter that is not done.
    equal(result.states, count * TICKS * (TICKS + 1) ** (count - 1));
    // Where all orders lead to the same, each state but the first is reached by one step.
    deepEqual([sleepy.distinct, sleepy.depth], [result.distinct, result.depth]);
    equal(sleepy.states, sleepy.distinct - 1);
  }
});

Deno.test("search() alike counters are told apart by how many stand where: C(n + k, k) states", () => {
  const nodes = ["n1", "n2", "n3"];
  const options = { alike: nodes, symmetry: "exact" as const };

  const result = explore((context) => new Counter(context), nodes, options);

  equal(result.distinct, (7 * 6 * 5) / (3 * 2 * 1));
});

Deno.test("search() bounds on timeouts and crashes bound the states", () => {
  const spawn = (context: Context) => new Counter(context);
  const none = explore(spawn, ["n1"], { bounds: { timeouts: 0 } });
  const crash = explore(spawn, ["n1"], { bounds: { timeouts: 0, crashes: 1 } });

  equal(none.distinct, 1);
  // Up, down, and up again with no crash left.
  equal(crash.distinct, 3);
});

Deno.test("search() says when the limit ended it", () => {
  const spawn = (context: Context) => new Counter(context);

  const byStates = explore(spawn, ["n1", "n2"], { statesMax: 7 });
  const byDepth = explore(spawn, ["n1", "n2"], { depthMax: 2 });

  equal(byStates.isFinished, false);
  equal(byDepth.isFinished, false);
  equal(byDepth.distinct, 1 + 2 + 3);
});

// ---- Crashes between effects --------------------------------------------------------------------

/** Saves before it sends, so whoever hears of the vote can rely on the disk. */
class Voter implements Node {
  heard: unknown[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    if (this.context.id === "n1") this.context.setTimer("vote", 1);
  }

  onTimer(): void {
    this.context.save("vote", "x");
    this.context.send("n2", "voted");
  }

  onMessage(_from: NodeId, message: never): void {
    this.heard.push(message);
  }
}

Deno.test("search() tears a handler after each of its effects", () => {
  const spawn = (context: Context) => new Voter(context);
  const bounds = { timeouts: 1, crashes: 1 };
  const whole = explore(spawn, ["n1", "n2"], { bounds });
  const torn = explore(spawn, ["n1", "n2"], { bounds: { ...bounds, isTorn: true } });

  // Torn adds the states in which the vote is saved and was never sent.
  ok(torn.distinct > whole.distinct);
  deepEqual([whole.isFinished, torn.isFinished], [true, true]);
});
