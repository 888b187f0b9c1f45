import assert from "node:assert/strict";
import { networkOf } from "./network_of.ts";

Deno.test("networkOf() counts all addresses of one IPv6 network as one", () => {
  const all = ["2001:db8:1:2::1", "2001:0DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::1%eth0"];

  assert.deepEqual(all.map(networkOf), Array(3).fill("2001:db8:1:2::/64"));
  assert.equal(networkOf("2001:db8:1:3::1"), "2001:db8:1:3::/64");
  assert.equal(networkOf("2001:db8::1"), "2001:db8:0:0::/64");
  assert.equal(networkOf("::1"), "0:0:0:0::/64");
  assert.equal(networkOf("1:2:3:4:5:6:7:8"), "1:2:3:4::/64");
});

Deno.test("networkOf() leaves every IPv4 address alone, however it is written", () => {
  assert.equal(networkOf("192.0.2.1"), "192.0.2.1");
  assert.equal(networkOf("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(networkOf("::ffff:c000:201"), "192.0.2.1");
});

Deno.test("networkOf() takes what is no address as it is", () => {
  for (const text of ["", "unknown", "a]b", "192.0.2.1:80", "[::1]:80"]) {
    assert.equal(networkOf(text), text);
  }
});
