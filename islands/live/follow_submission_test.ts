import assert from "node:assert/strict";
import { ApiError } from "../workspace/api_client.ts";
import { followSubmission, type Waiting } from "./follow_submission.ts";

/** A browser's event source in the hands of a test. */
class FakeSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static last: FakeSource;
  readyState = FakeSource.OPEN;

  constructor(readonly url: string) {
    super();
    FakeSource.last = this;
  }

  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
}

const Source = FakeSource as unknown as typeof EventSource;
const sleep = () => Promise.resolve();

Deno.test("followSubmission() passes on where it stands, over a lost connection, to the verdict", async () => {
  const heard: string[] = [];
  const note = ({ standing, isLost }: Waiting) =>
    heard.push(`${standing.state} ${standing.place ?? ""}${isLost ? "lost" : ""}`.trim());

  const following = followSubmission("s1", note, { Source });
  const source = FakeSource.last;
  source.say("standing", { state: "queued", place: 2 });
  source.say("heartbeat", {});
  source.fail(FakeSource.CONNECTING);
  source.say("standing", { state: "running" });
  source.say("verdict", { id: "s1", state: "done", verdict: null });

  assert.equal((await following).id, "s1");
  assert.equal(source.url, "/api/submissions/s1/events");
  assert.equal(source.readyState, FakeSource.CLOSED);
  assert.deepEqual(heard, ["queued 2", "queued 2lost", "running"]);
});

Deno.test("followSubmission() asks again and again where events are not to be had", async () => {
  const answers = ["queued", "done"];
  const fetch = () => Promise.resolve(Response.json({ id: "s1", state: answers.shift() }));

  const following = followSubmission("s1", () => {}, { Source, fetch, sleep });
  FakeSource.last.fail(FakeSource.CLOSED);

  assert.equal((await following).state, "done");
  assert.deepEqual(answers, []);
});

Deno.test("followSubmission() gives up where the submission is not one's own", async () => {
  const fetch = () => Promise.resolve(new Response("", { status: 404 }));

  const following = followSubmission("s1", () => {}, { Source, fetch, sleep });
  FakeSource.last.fail(FakeSource.CLOSED);

  await assert.rejects(following, ApiError);
});

Deno.test("followSubmission() leaves when it is told to", async () => {
  const leaving = new AbortController();

  const following = followSubmission("s1", () => {}, { Source, signal: leaving.signal });
  leaving.abort();

  await assert.rejects(following);
  assert.equal(FakeSource.last.readyState, FakeSource.CLOSED);
});
