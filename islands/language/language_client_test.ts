import assert from "node:assert/strict";
import { LanguageClient, type LanguageWorker } from "./language_client.ts";
import type { Answered, Asked } from "./protocol.ts";

class FakeWorker implements LanguageWorker {
  onmessage: LanguageWorker["onmessage"] = null;
  onerror: LanguageWorker["onerror"] = null;
  readonly asked: Asked[] = [];
  isTerminated = false;

  postMessage(asked: Asked): void {
    this.asked.push(asked);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  say(answer: Answered): void {
    this.onmessage?.({ data: answer } as MessageEvent<Answered>);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  let lost = 0;
  const start = () => workers[workers.push(new FakeWorker()) - 1];
  const client = new LanguageClient({ slug: "raft", start, onLost: () => lost++ });
  return { client, workers, lost: () => lost };
}

const DIAGNOSE = { kind: "diagnose", source: "x" } as const;

Deno.test("LanguageClient starts its worker with the first question, and one only", async () => {
  const { client, workers } = setUp();
  assert.equal(workers.length, 0);

  const first = client.ask(DIAGNOSE);
  const second = client.ask({ kind: "hover", source: "x", offset: 0 });
  workers[0].say({ id: 2, answer: null });
  workers[0].say({ id: 1, answer: [] });

  assert.deepEqual([await first, await second], [[], null]);
  assert.equal(workers.length, 1);
  assert.equal(workers[0].asked[0].slug, "raft");
});

Deno.test("LanguageClient goes on without a worker that cannot be loaded", async () => {
  const { client, workers, lost } = setUp();

  const asked = client.ask(DIAGNOSE);
  workers[0].onerror?.({} as ErrorEvent);

  assert.equal(await asked, undefined);
  assert.equal(await client.ask(DIAGNOSE), undefined);
  assert.equal(lost(), 1);
  assert.equal(workers.length, 1);
});

Deno.test("LanguageClient goes on without a worker that has failed", async () => {
  const { client, workers, lost } = setUp();

  const asked = client.ask(DIAGNOSE);
  workers[0].say({ id: 1, error: "chunk not found" });

  assert.equal(await asked, undefined);
  assert.equal(workers[0].isTerminated, true);
  assert.equal(lost(), 1);
});
