import assert from "node:assert/strict";
import type { PlayRequest, RunAnswer, RunRequest } from "./protocol.ts";
import { RunClient, type RunWorker } from "./run_client.ts";

class FakeWorker implements RunWorker {
  onmessage: RunWorker["onmessage"] = null;
  onerror: RunWorker["onerror"] = null;
  readonly asked: (RunRequest | PlayRequest)[] = [];
  isTerminated = false;

  postMessage(request: RunRequest | PlayRequest): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  say(answer: RunAnswer): void {
    this.onmessage?.({ data: answer } as MessageEvent<RunAnswer>);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const client = new RunClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers };
}

const DONE = {
  kind: "done",
  verdict: "passed",
  checks: [],
  stats: { schedules: 0, events: 0, states: 0 },
} as const;

Deno.test("RunClient keeps one worker for many runs", async () => {
  const { client, workers } = setUp();

  client.warm();
  const first = client.run("one");
  workers[0].say({ ...DONE, id: 1 });
  await first;
  const second = client.run("two");
  workers[0].say({ ...DONE, id: 2 });

  assert.deepEqual(await second, DONE);
  assert.equal(workers.length, 1);
  assert.deepEqual(workers[0].asked.map(({ source }) => source), ["one", "two"]);
});

Deno.test("RunClient.run() ignores answers to another run", async () => {
  const { client, workers } = setUp();

  const run = client.run("one");
  workers[0].say({ kind: "not gradable", reason: "old", id: 7 });
  workers[0].say({ ...DONE, id: 1 });

  assert.deepEqual(await run, DONE);
});

Deno.test("RunClient.stop() ends the worker and starts another", async () => {
  const { client, workers } = setUp();

  const run = client.run("for (;;) {}");
  client.stop();

  assert.deepEqual(await run, { kind: "stopped" });
  assert.equal(workers[0].isTerminated, true);
  assert.equal(workers.length, 2);
  client.close();
  assert.equal(workers[1].isTerminated, true);
});

Deno.test("RunClient.run() stops the program that still runs", async () => {
  const { client, workers } = setUp();

  const first = client.run("one");
  const second = client.run("two");
  workers[0].say({ ...DONE, id: 1 });
  workers[1].say({ ...DONE, id: 2 });

  assert.deepEqual(await first, { kind: "stopped" });
  assert.deepEqual(await second, DONE);
});

Deno.test("RunClient.run() says that a worker cannot be loaded, and tries again", async () => {
  const { client, workers } = setUp();

  const run = client.run("one");
  workers[0].onerror?.({} as ErrorEvent);
  const again = client.run("one");
  workers[1].say({ ...DONE, id: 2 });

  assert.equal((await run).kind, "our fault");
  assert.deepEqual(await again, DONE);
});

Deno.test("RunClient.play() asks the same worker, and takes the place of what still runs", async () => {
  const { client, workers } = setUp();
  const claim = { check: "a", plan: "p", seed: 1, schedule: [] };

  const run = client.run("one");
  const play = client.play("two", { claim });
  workers[1].say({ kind: "played", id: 2, played: null, choices: [] });

  assert.deepEqual(await run, { kind: "stopped" });
  assert.deepEqual(await play, { kind: "played", played: null, choices: [] });
  assert.deepEqual(workers[1].asked, [{ kind: "play", id: 2, source: "two", order: { claim } }]);
});
