import assert from "node:assert/strict";
import fc from "fast-check";
import { answerCard, DAYS, dueCards, EMPTY, loadMemory, nextCard, OTHERS } from "./schedule.ts";

const KEYS = ["a", "b", "c", "d", "e", "f"];

/** Asks cards for as long as any is due, and tells in which order. */
function sit(isKnown: (key: string, time: number) => boolean, today = 0, memory = EMPTY) {
  const order: string[] = [];
  for (let key = nextCard(memory, KEYS, today); key !== undefined;) {
    const wasKnown = isKnown(key, order.filter((each) => each === key).length);
    order.push(key);
    memory = answerCard(memory, { key, wasKnown, today });
    key = order.length > 100 ? undefined : nextCard(memory, KEYS, today);
  }
  return { order: order.join(""), memory };
}

Deno.test("a card that was not known comes back after three others", () => {
  assert.equal(OTHERS, 3);
  assert.equal(sit((key, time) => key !== "a" || time > 0).order, "abcdaef");
  assert.equal(sit((key, time) => key !== "f" || time > 0).order, "abcdeff");
});

Deno.test("each time a card is known it waits longer, and once it is not known it begins anew", () => {
  let memory = EMPTY;
  let today = 0;
  for (const days of [...DAYS.slice(1), DAYS.at(-1)!]) {
    memory = answerCard(memory, { key: "a", wasKnown: true, today });
    assert.equal(dueCards(memory, ["a"], today + days - 1).length, 0);
    today += days;
    assert.equal(dueCards(memory, ["a"], today).length, 1);
  }
  memory = answerCard(memory, { key: "a", wasKnown: false, today });
  assert.deepEqual(memory.recalls.a.box, 0);
});

Deno.test("whatever is known and not known, a sitting ends once everything was known, and no card is left out", () => {
  const misses = fc.array(fc.nat({ max: 3 }), { minLength: KEYS.length, maxLength: KEYS.length });
  fc.assert(fc.property(misses, (times) => {
    const { order, memory } = sit((key, time) => time >= times[KEYS.indexOf(key)]);
    assert.equal(order.length, KEYS.length + times.reduce((sum, time) => sum + time, 0));
    assert.deepEqual(dueCards(memory, KEYS, 0), []);
    assert.deepEqual(dueCards(memory, KEYS, 1), KEYS);
  }));
});

Deno.test("loadMemory() takes nothing of another shape", () => {
  const load = (text: string) => loadMemory({ getItem: () => text, setItem: () => {} });

  for (const text of ["", "null", "{}", '{"asked":"x","recalls":{}}']) {
    assert.deepEqual(load(text), EMPTY, text);
  }
  assert.deepEqual(load('{"asked":1,"recalls":{"a":{"box":9,"day":1},"b":{"box":1,"day":2}}}'), {
    asked: 1,
    recalls: { b: { box: 1, day: 2 } },
  });
});
