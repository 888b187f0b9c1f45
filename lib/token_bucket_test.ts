import assert from "node:assert/strict";
import { TokenBuckets } from "./token_bucket.ts";

Deno.test("TokenBuckets.take() allows a burst, then says when to come again", () => {
  let nowMs = 0;
  const buckets = new TokenBuckets({ burst: 3, perMinute: 6 }, () => nowMs);
  const takeAll = () => Array.from({ length: 4 }, () => buckets.take("ada"));

  assert.deepEqual(takeAll(), [0, 0, 0, 10]);
  nowMs = 4_000;
  assert.equal(buckets.take("ada"), 6);
  nowMs = 10_000;
  assert.deepEqual([buckets.take("ada"), buckets.take("ada")], [0, 10]);
  nowMs = 1e9;
  assert.deepEqual(takeAll(), [0, 0, 0, 10]);
});

Deno.test("TokenBuckets.take() counts for each key alone, and forgets the longest quiet", () => {
  const buckets = new TokenBuckets({ burst: 1, perMinute: 1 }, () => 0);

  assert.deepEqual([buckets.take("ada"), buckets.take("bob"), buckets.take("ada")], [0, 0, 60]);
  for (let key = 0; key < 10_000; key++) buckets.take(String(key));
  assert.equal(buckets.take("ada"), 0);
});
