import assert from "node:assert/strict";
import { openConnection } from "./connection.ts";

const PEER = { transport: "tcp", hostname: "10.0.0.9", port: 1 } as const;

function request(headers: Record<string, string> = {}, url = "http://localhost/"): Request {
  return new Request(url, { headers });
}

Deno.test("openConnection() believes a proxy's headers only where it is told to", () => {
  const forwarded = request({
    "x-forwarded-proto": "https",
    "x-forwarded-for": "6.6.6.6, 1.2.3.4",
  });
  const [alone, behind] = [openConnection(false), openConnection(true)];

  assert.equal(alone.isSecure(forwarded), false);
  assert.equal(alone.address(forwarded, PEER), "10.0.0.9");
  assert.equal(behind.isSecure(forwarded), true);
  assert.equal(behind.address(forwarded, PEER), "1.2.3.4", "what the client wrote counts nothing");
});

Deno.test("openConnection() sees what there is without headers", () => {
  const behind = openConnection(true);

  assert.equal(behind.isSecure(request()), false);
  assert.equal(behind.isSecure(request({}, "https://localhost/")), true);
  assert.equal(behind.address(request(), PEER), "10.0.0.9");
});

Deno.test("openConnection() tells once that a proxy's headers do not count", () => {
  const told: boolean[] = [];
  const forwarded = { headers: { "x-forwarded-for": "192.0.2.1" } };
  for (const trustsProxy of [false, true]) {
    const { isSecure } = openConnection(trustsProxy, () => told.push(trustsProxy));
    isSecure(new Request("http://site.test/"));
    for (let times = 0; times < 2; times++) isSecure(new Request("http://site.test/", forwarded));
  }

  assert.deepEqual(told, [false]);
});
