import { deepEqual, equal, throws } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { DELIVERED_MAX, EXCHANGED_MAX, playStory, StoryError } from "./story.ts";
import type { Command, Context, Node, NodeId } from "./types.ts";
import { World } from "./world.ts";

/** Polls every 10 ms and greets the next node at every third tick. Greetings are passed on. */
class Greeter implements Node {
  ticks = 0;
  readonly heard: string[] = [];
  constructor(readonly context: Context) {}

  onStart(): void {
    this.context.setTimer("tick", 10);
  }

  onTimer(): void {
    this.context.setTimer("tick", 10);
    if (++this.ticks % 3 === 0) this.context.send("n2", "hello");
  }

  onMessage(from: NodeId, message: never): void {
    this.heard.push(`${message} from ${from}`);
    if (this.context.id === "n2") this.context.send("n3", message);
  }
}

function play(story: string): { readonly world: World; readonly heard: readonly string[][] } {
  const world = new World({
    nodes: ["n1", "n2", "n3"],
    spawn: (context) => new Greeter(context),
    guest: bareGuest(() => ({})),
    seed: 1,
  });
  playStory(world, story);
  return { world, heard: world.states.map(({ process }) => (process.node as Greeter).heard) };
}

Deno.test("playStory() urges a node until it has sent what it has to say", () => {
  const { world, heard } = play("urge n1 > n2\nurge n1 > n2\ndeliver n1>n2");

  deepEqual(heard[1], ["hello from n1"]);
  deepEqual(world.step, 7);
  throws(() => play("urge n1 > n3"), StoryError);
});

Deno.test("playStory() lets some nodes exchange messages, and leaves others' under way", () => {
  const { world, heard } = play("urge n1 > n2\nexchange n1 n2");

  deepEqual(heard, [[], ["hello from n1"], []]);
  deepEqual(
    world.queue.items.filter(({ kind, isGone }) => kind === "message" && !isGone).length,
    1,
  );
});

// ---- Each verb ----------------------------------------------------------------------------------

/** Sends its number to the others when its timer fires; keeps what it heard and what it was asked. */
class Plain implements Node {
  heard: unknown[] = [];
  readonly disk: unknown;

  constructor(readonly context: Context) {
    this.disk = context.load("key");
  }

  onStart(): void {
    this.context.setTimer("late", 300);
    this.context.setTimer("tick", 100);
  }

  onTimer(name: string): void {
    if (name === "late") this.heard.push("late");
    else for (const peer of this.context.peers) this.context.send(peer, this.context.id);
    this.context.write("key", "written");
  }

  onMessage(_from: NodeId, message: never): void {
    this.heard.push(message);
  }

  onCommand({ id, body }: Command): void {
    this.heard.push([id, body]);
  }
}

function tell(story: string): { heard: unknown[][]; world: World } {
  const world = new World({
    nodes: ["n1", "n2", "n3"],
    spawn: (context) => new Plain(context),
    guest: bareGuest(() => ({})),
    seed: 1,
  });
  playStory(world, story);
  const nodes = world.states.map(({ process }) => process.node as Plain | undefined);
  return { world, heard: nodes.map((node) => node?.heard ?? []) };
}

const SENT = "timeout n1\n";

const TOLD: Record<string, [story: string, heard: unknown[][]]> = {
  "timeout fires the next timer": [SENT + "deliver all", [[], ["n1"], ["n1"]]],
  "timeout fires the timer that it names": ["timeout n1 late", [["late"], [], []]],
  "deliver lets the oldest on one link arrive": [SENT + "deliver n1>n2", [[], ["n1"], []]],
  "deliver all lets everything on the link arrive": [
    SENT + "duplicate n1>n2\n deliver n1>n2 all",
    [[], ["n1", "n1"], []],
  ],
  "drop loses": [SENT + "drop n1>n2\n deliver all", [[], [], ["n1"]]],
  "run lets what is due happen, and no more": ["run 120ms", [["n2", "n3"], ["n1", "n3"], [
    "n1",
    "n2",
  ]]],
  "partition cuts both ways": [
    "partition n1 | n2 n3\n run 120ms",
    [[], ["n3"], ["n2"]],
  ],
  "partition with more than two groups": ["partition n1 | n2 | n3\n run 120ms", [[], [], []]],
  "cut is one-way": ["cut n1 > n2 n3\n run 120ms", [["n2", "n3"], ["n3"], ["n2"]]],
  "heal mends one way": [
    "partition n1 | n2 n3\n heal n1 > n2\n run 120ms",
    [[], ["n1", "n3"], ["n2"]],
  ],
  "heal mends all": ["partition n1 | n2 n3\n heal\n run 120ms", [["n2", "n3"], ["n1", "n3"], [
    "n1",
    "n2",
  ]]],
  "crash stops a node, and what is sent to it is lost": [
    "crash n2\n run 120ms",
    [["n3"], [], ["n1"]],
  ],
  "pause lets a node wait, and resume come to it": [
    "pause n2\n run 150ms\n resume n2\n run 100ms",
    [["n3", "n2"], ["n1", "n3"], ["n1", "n2"]],
  ],
  "command asks, as JSON": ['command n1 {"op":"put"}', [[["c1", { op: "put" }]], [], []]],
  "settle heals, restarts and runs fairly": [
    "partition n1 | n2 n3\n crash n3\n pause n2\n settle 120ms",
    [["n2", "n3"], ["n1", "n3"], ["n1", "n2"]],
  ],
  "a line that cannot happen is passed over where it ends in ?": ["deliver n1>n2 ?\n# nothing", [
    [],
    [],
    [],
  ]],
};

for (const [name, [story, heard]] of Object.entries(TOLD)) {
  Deno.test(`a story: ${name}`, () => {
    const sorted = (lists: unknown[][]) =>
      lists.map((list) => list.map((each) => JSON.stringify(each)).sort());

    deepEqual(sorted(tell(story).heard), sorted(heard));
  });
}

Deno.test("a story: restart reads the disk, which a power failure has emptied of what was unsynced", () => {
  const diskAfter = (how: string) => {
    const { world } = tell(`${SENT}${how} n1\n restart n1`);
    return (world.states[0].process.node as Plain).disk;
  };

  deepEqual([diskAfter("crash"), diskAfter("power off")], ["written", undefined]);
});

Deno.test("a story: skew moves a clock there and back", () => {
  deepEqual(tell("skew n1 +500ms").world.localNowMs(0), 500);
  deepEqual(tell("skew n1 500ms\n skew n1 -20ms").world.localNowMs(0), 480);
});

Deno.test("a story that is not understood says in which line, and what it expected", () => {
  const WRONG: Record<string, RegExp> = {
    "\n jump n1": /Line 2: no story has the verb "jump": expected run,/,
    "timeout n9": /Line 1: no node "n9": expected n1, n2, n3/,
    "run soon": /Line 1: expected a time such as 300ms, not "soon"/,
    "deliver n1": /expected "deliver n1>n2"/,
    "partition n1": /expected "partition n1 \| n2 n3"/,
    "cut n1": /expected "cut n1 > n2 n3"/,
    "command n1 {": /expected a command as JSON/,
    "skew n1": /expected a time/,
    "constructor n1": /no story has the verb/,
  };

  for (const [story, message] of Object.entries(WRONG)) {
    throws(
      () => tell(story),
      (error) => error instanceof SyntaxError && message.test(error.message),
    );
  }
});

Deno.test("a story that cannot happen says where it broke off", () => {
  for (
    const story of [
      "restart n1",
      "crash n1\ncrash n1",
      "resume n1",
      "deliver n1>n2",
      "timeout n1 none",
    ]
  ) {
    throws(() => tell(story), /cannot happen at step \d/);
  }
});

Deno.test("deliver all and exchange end where nodes answer each other for ever", () => {
  const answering = (context: Context): Node => ({
    onMessage: (from) => context.send(from, null as never),
    onCommand: () => context.send("n2", null as never),
  });
  const stepsOf = (line: string) => {
    const guest = bareGuest(() => ({}));
    const world = new World({ nodes: ["n1", "n2"], spawn: answering, guest, seed: 1 });
    playStory(world, `command n1 {}\n${line}`);
    return world.step - 1;
  };

  equal(stepsOf("deliver all"), DELIVERED_MAX);
  equal(stepsOf("exchange n1 n2"), EXCHANGED_MAX);
});
