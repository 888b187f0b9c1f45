import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { bareGuest } from "@/engine/bare_guest.ts";
import { Process } from "@/engine/process.ts";
import { Random } from "@/engine/random.ts";
import type { Context, Moment, Monitor, Node, NodeId, Observation } from "@/engine/types.ts";
import { search, type SearchResult } from "./search.ts";
import { Space, type SpaceOptions } from "./space.ts";

// ---- Random protocols ---------------------------------------------------------------------------

const STATES = 3;
/** Larger protocols are passed over. */
const STATES_MAX = 2_000;
/** A message is a number, and only smaller ones answer it: every protocol comes to an end. */
const MESSAGE_MAX = 2;

/** What a random protocol does in one situation; the same whenever it is asked. */
function reactionOf(seed: number, situation: string, nodes: readonly NodeId[], hops: number) {
  const random = new Random(seed, situation);
  const sends = Array.from({ length: hops > 0 ? random.between(0, 2) : 0 }, () => ({
    to: random.pick(nodes),
    message: random.between(0, hops - 1),
  }));
  return {
    next: random.between(0, STATES - 1),
    sends,
    saves: random.chance(0.3),
    notes: random.chance(0.5),
    ticks: random.chance(0.5),
  };
}

class RandomNode implements Node {
  state: number;

  constructor(readonly context: Context, readonly seed: number) {
    this.state = (context.load("state") as number | undefined) ?? 0;
  }

  onStart(): void {
    this.context.setTimer("tick", 1);
  }

  onTimer(): void {
    this.react("tick", MESSAGE_MAX);
  }

  onMessage(from: NodeId, message: number): void {
    this.react(`${from} ${message}`, message);
  }

  onCommand(): void {
    this.react("command", MESSAGE_MAX);
  }

  private react(input: string, hops: number): void {
    const { id, peers } = this.context;
    const situation = `${id} ${this.state} ${input}`;
    const { next, sends, saves, notes, ticks } = reactionOf(this.seed, situation, peers, hops);
    this.state = next;
    if (saves) this.context.save("state", next);
    for (const { to, message } of sends) this.context.send(to, message);
    if (notes) this.context.note("state", next);
    if (ticks) this.context.setTimer("tick", 1);
  }
}

/** Remembers who noted something last, so that it can tell the order; objects to one sequence. */
class Gossip implements Monitor {
  last = "";
  constructor(readonly first: string, readonly second: string) {}

  observe({ node }: Moment, observation: Observation) {
    if (observation.kind !== "note") return;
    const noted = `${node} ${observation.data}`;
    const isBad = this.last === this.first && noted === this.second;
    this.last = noted;
    return isBad ? { message: `${this.first}, then ${noted}`, steps: [0] } : undefined;
  }
}

/** Counts, which is the same in any order; objects to the third. */
class Count implements Monitor {
  count = 0;

  observe(_: Moment, { kind }: Observation) {
    if (kind !== "note") return;
    this.count++;
    return this.count === 3 ? { message: "three", steps: [0] } : undefined;
  }
}

const protocol = fc.record({
  seed: fc.nat(),
  nodeCount: fc.integer({ min: 2, max: 4 }),
  timeouts: fc.integer({ min: 1, max: 3 }),
  crashes: fc.integer({ min: 0, max: 1 }),
  duplicates: fc.integer({ min: 0, max: 1 }),
  isTorn: fc.boolean(),
  isCommanded: fc.boolean(),
  keepsMessages: fc.boolean(),
  watch: fc.constantFrom("nothing", "order", "number", "both"),
});

type Protocol = typeof protocol extends fc.Arbitrary<infer Value> ? Value : never;

function createSpace({ seed, nodeCount, watch, ...rest }: Protocol): [Space, number] {
  const nodes = Array.from({ length: nodeCount }, (_, index) => `n${index + 1}`);
  const monitors: Monitor[] = [];
  if (watch === "order" || watch === "both") monitors.push(new Gossip("n1 1", "n2 1"));
  if (watch === "number" || watch === "both") monitors.push(new Count());
  // One that never objects, lest the search ends before all is seen.
  monitors.push(...monitors.length > 0 ? [new Gossip("never", "")] : []);
  const command = { id: "c1", client: "c", body: 0 as never };
  const options: SpaceOptions = {
    nodes,
    guest: bareGuest(() => ({})),
    spawn: (context) => new RandomNode(context, seed),
    processes: nodes.map((id) => new Process(id, nodes, new Random(0))),
    programs: nodes.map(() => ({})),
    monitors,
    bounds: rest,
    commands: rest.isCommanded ? [{ atMs: 0, command }, { atMs: 0, node: "n1", command }] : [],
    keepsMessages: rest.keepsMessages,
    canCopy: true,
    hasClock: false,
    dice: 0.5,
  };
  return [new Space(options), monitors.length];
}

/** All states that a search sees, and which monitors object. Spaces name equal states equally. */
function explore(space: Space, monitors: number, sleepSets: boolean) {
  const seen = new Set<string>();
  const spied: Space = Object.create(space, {
    canonical: {
      value: (row: Int32Array, length: number) => {
        seen.add(row.subarray(0, length).join());
        return row.subarray(0, length);
      },
    },
  });
  for (const name of ["expand", "expandAwake"] as const) {
    Object.defineProperty(spied, name, { value: space[name].bind(space) });
  }
  Object.defineProperty(spied, "isSorted", { value: space.isSorted });
  const result = search(spied, space.start(), { statesMax: STATES_MAX, monitors, sleepSets });
  return { ...result, seen };
}

Deno.test("search() with sleep sets sees the same states and violations, in fewer steps", () => {
  let plainSteps = 0;
  let sleepySteps = 0;
  let finished = 0;
  fc.assert(
    fc.property(protocol, (made) => {
      const [space, monitors] = createSpace(made);
      const plain = explore(space, monitors, false);
      // Cut short, both see different parts.
      fc.pre(plain.isFinished);

      const sleepy = explore(space, monitors, true);

      equal(sleepy.isFinished, true);
      equal(sleepy.distinct, plain.distinct);
      deepEqual([...sleepy.seen].sort(), [...plain.seen].sort());
      // Shortest paths stay as short.
      const lengthsOf = (result: SearchResult) => result.found.map((path) => path?.actions.length);
      deepEqual(lengthsOf(sleepy), lengthsOf(plain));
      equal(sleepy.depth, plain.depth);
      ok(sleepy.states <= plain.states);
      plainSteps += plain.states;
      sleepySteps += sleepy.states;
      finished++;
    }),
    { numRuns: 150, maxSkipsPerRun: 1_000 },
  );
  ok(finished >= 150 && sleepySteps < 0.95 * plainSteps, `${sleepySteps} of ${plainSteps} steps`);
});
