import { equal, throws } from "node:assert/strict";
import { withMethods } from "./with_methods.ts";

Deno.test("withMethods() hands on what has them all, own or inherited, and names what is missing", () => {
  class Counter {
    value() {}
    merge = () => {};
  }
  const counter = new Counter();

  equal(withMethods(counter, "Counter", ["value", "merge"]), counter);
  throws(
    () => withMethods({ value: 1 }, "Counter", ["value"]),
    new TypeError("Counter has no method value: write one"),
  );
});
