import assert from "node:assert/strict";
import { eventStream, STREAMS_MAX } from "./event_stream.ts";

const idle = () => () => {};

Deno.test("eventStream() opens so many for one follower, and again one for each that ended", async () => {
  const streams = Array.from({ length: STREAMS_MAX }, () => eventStream("ada", idle));
  assert.throws(() => eventStream("ada", idle), { name: "Refusal", status: 429 });
  streams.push(eventStream("bob", idle));

  await streams[0].body!.cancel();

  streams[0] = eventStream("ada", idle);
  assert.throws(() => eventStream("ada", idle), { name: "Refusal" });
  for (const { body } of streams) await body!.cancel();
  await eventStream("ada", idle).body!.cancel();
});

Deno.test("eventStream() counts a stream off once, whoever ends it first", async () => {
  for (let turn = 0; turn <= STREAMS_MAX; turn++) {
    const { body } = eventStream("cyd", ({ end }) => {
      end();
      return () => {};
    });
    await body!.cancel();
  }
});
