import assert from "node:assert/strict";
import { hearOthers, tellOthers, tellWatch } from "./relay.ts";

/** Writes down what it is told. */
function recorder(told: string[], name: string) {
  return {
    report: (id: string) => void told.push(`${name} report ${id}`),
    forget: (id: string) => void told.push(`${name} forget ${id}`),
    changed: () => void told.push(`${name} changed`),
  };
}

Deno.test("what is graded in one process is looked at in another, by who waits and who watches", () => {
  const told: string[] = [];
  const [here, elsewhere] = [recorder([], ""), recorder(told, "live")];
  const other = tellWatch(elsewhere, { changed: () => void told.push("watch changed") });
  const wake = () => void told.push("wake");
  const news = { tell: (text: string) => hearOthers(text, { live: other, wake }) };

  tellOthers(here, news).report("s1", {});
  assert.deepEqual(told.splice(0), ["live report s1"]);
  tellOthers(here, news).forget("s1");
  assert.deepEqual(told.splice(0), ["live forget s1", "watch changed"]);
  tellOthers(here, news).changed();
  assert.deepEqual(told.splice(0), ["wake", "live changed", "watch changed"]);
});
