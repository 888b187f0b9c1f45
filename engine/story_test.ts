import { deepEqual, throws } from "node:assert/strict";
import { bareGuest } from "./bare_guest.ts";
import { playStory, StoryError } from "./story.ts";
import type { Context, Node, NodeId } from "./types.ts";
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
