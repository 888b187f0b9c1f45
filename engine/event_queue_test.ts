import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { type Due, EventQueue } from "./event_queue.ts";

const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });

function fill(atMs: readonly number[]): EventQueue<Due> {
  const queue = new EventQueue<Due>();
  atMs.forEach((time, order) => queue.push({ atMs: time, order }));
  return queue;
}

function drain(queue: EventQueue<Due>): Due[] {
  const items: Due[] = [];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) items.push(item);
  return items;
}

const sorted = (items: readonly Due[]) =>
  items.toSorted((one, other) => one.atMs - other.atMs || one.order - other.order);

Deno.test("EventQueue gives the earliest first, and of equals the oldest", () => {
  fc.assert(fc.property(times, (atMs) => {
    const queue = fill(atMs);

    equal(queue.size, atMs.length);
    equal(queue.peek(), sorted(queue.items)[0]);
    deepEqual(drain(queue), sorted(atMs.map((time, order) => ({ atMs: time, order }))));
    equal(queue.peek(), undefined);
  }));
});

Deno.test("EventQueue.remove() takes out one item and keeps the order of the rest", () => {
  fc.assert(fc.property(times, fc.nat(), (atMs, which) => {
    fc.pre(atMs.length > 0);
    const queue = fill(atMs);
    const item = queue.items[which % atMs.length];
    const rest = sorted(queue.items.filter((other) => other !== item));

    equal(queue.remove(item), true);
    equal(queue.remove(item), false);
    deepEqual(drain(queue), rest);
  }));
});

Deno.test("EventQueue.rebuild() sorts again by what has changed", () => {
  fc.assert(fc.property(times, (atMs) => {
    const queue = fill(atMs);

    queue.rebuild((item) => item.atMs = 20 - item.atMs);

    deepEqual(
      drain(queue),
      sorted(atMs.map((time, order) => ({ atMs: 20 - time, order }))),
    );
  }));
});
