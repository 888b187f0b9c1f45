import assert from "node:assert/strict";
import { explain, tell } from "./comparison.ts";
import { follow, readMoves } from "./history.ts";

const { events, messages } = follow(readMoves("s12.d1.s23.d2.e1")!);
const [a, b, c, d, e] = events;

Deno.test("explain() has four answers", () => {
  assert.equal(explain(a, d).order, "before");
  assert.equal(explain(d, a).order, "after");
  assert.equal(explain(c, c).order, "equal");
  assert.equal(explain(e, d).order, "concurrent");
});

Deno.test("explain() names the entries that decide", () => {
  assert.equal(
    explain(e, d).reason,
    "e knows more of n1, d knows more of n2 and n3. So neither could know of the other, and " +
      "neither came first.",
  );
  assert.equal(
    explain(b, a).reason,
    "No entry of a is larger than that of b, and b knows more of n2. So b could know of a.",
  );
});

Deno.test("tell() says what an event was", () => {
  assert.equal(tell(a, messages), "a: n1 sends message 1 to n2; its clock is 1, 0, 0");
  assert.equal(tell(b, messages), "b: n2 receives message 1 from n1; its clock is 1, 1, 0");
  assert.equal(tell(e, messages), "e: n1 does something; its clock is 2, 0, 0");
});
