import { deepEqual, equal, throws } from "node:assert/strict";
import { EFFECTS_PER_HANDLER_MAX, Process } from "./process.ts";
import { Random } from "./random.ts";

function createProcess(): Process {
  return new Process("n1", ["n1", "n2", "n3"], new Random(1));
}

Deno.test("a context knows its node, its peers, its clock and its dice, and nothing else", () => {
  const process = createProcess();
  process.surroundings.localNowMs = 42;
  const { context } = process;

  deepEqual([context.id, context.peers, context.now()], ["n1", ["n2", "n3"], 42]);
  equal(context.random(), new Random(1).unit());
  const values = Object.entries(context).filter(([, part]) => typeof part !== "function");
  deepEqual(values.map(([name]) => name), ["id", "peers"]);
});

Deno.test("a context cannot be changed, and nothing can be written on its functions", () => {
  const { context } = createProcess();

  throws(() => Object.assign(context, { id: "n2" }), TypeError);
  throws(() => (context.peers as string[]).push("n4"), TypeError);
  for (const part of Object.values(context)) {
    if (typeof part === "function") throws(() => Object.assign(part, { memory: 1 }), TypeError);
  }
});

Deno.test("a context's functions may be taken off, and serve their own node whatever they are called on", () => {
  const [one, other] = [createProcess(), createProcess()];
  const { send, save, load } = one.context;

  save("key", 1);
  send.call(other.context, "n2", load("key"));

  deepEqual(one.effects, [
    { kind: "save", key: "key", value: 1 },
    { kind: "send", to: "n2", message: 1 },
  ]);
  deepEqual(other.effects, []);
});

Deno.test("load() finds what this handler has written, and nobody can change the disk through it", () => {
  const process = createProcess();
  const { context } = process;
  context.save("key", { list: [1] });
  (context.load("key") as { list: number[] }).list.push(2);
  context.write("key", "later");

  equal(context.load("key"), "later");
  equal(context.load("other"), undefined);
  deepEqual(process.effects[0], { kind: "save", key: "key", value: { list: [1] } });
});

Deno.test("a save makes durable what was written before it, a write alone does not", () => {
  const process = createProcess();
  process.applyToDisk({ kind: "write", key: "a", value: 1 });
  process.applyToDisk({ kind: "save", key: "b", value: 2 });
  process.applyToDisk({ kind: "write", key: "c", value: 3 });
  process.crash(true);

  deepEqual([process.read("a"), process.read("b"), process.read("c")], [1, 2, undefined]);

  process.applyToDisk({ kind: "write", key: "c", value: 3 });
  process.applyToDisk({ kind: "sync" });
  process.crash(true);

  equal(process.read("c"), 3);
});

Deno.test("a crash of the program keeps what was written", () => {
  const process = createProcess();
  process.applyToDisk({ kind: "write", key: "a", value: 1 });
  process.crash(false);

  equal(process.read("a"), 1);
  equal(process.isRunning, false);
});

Deno.test("a context refuses what makes no sense, and says what it was given", () => {
  const { context } = createProcess();
  const name = 3 as never;

  throws(() => context.send("n9", 1), /Cannot send to "n9": the nodes are n1, n2, n3/);
  throws(() => context.setTimer("t", -1), /to -1 ms: expected a number from 0/);
  throws(() => context.setTimer("t", NaN), RangeError);
  throws(() => context.setTimer(name, 1), /A timer's name is a string, not 3/);
  throws(() => context.clearTimer(name), TypeError);
  throws(() => context.save(name, 1), /A key is a string/);
  throws(() => context.load({} as never), /not an object/);
  throws(() => context.apply(0, "x"), /whole numbers from 1/);
  throws(() => context.apply(1.5, "x"), RangeError);
  throws(() => context.reply(name, "x"), TypeError);
  throws(() => context.note(name), TypeError);
  throws(() => context.send("n2", () => 1), /Only data can be sent/);
});

Deno.test("one handler may ask for so many things and no more", () => {
  const { context } = createProcess();
  for (let asked = 0; asked < EFFECTS_PER_HANDLER_MAX; asked++) context.sync();

  throws(() => context.sync(), RangeError);
});
