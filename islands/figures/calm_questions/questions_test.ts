import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allowRemovals,
  canReport,
  CARTS,
  INITIAL,
  readScene,
  type Scene,
  writeScene,
} from "./carts.ts";
import { allOrders, mayBeTakenBack, ordersTakenBack, QUESTIONS, takenBack } from "./questions.ts";
import { tellCarts } from "./tell_carts.ts";

const scenes: fc.Arbitrary<Scene> = fc.tuple(
  fc.boolean(),
  fc.array(fc.nat(CARTS.length - 1), { maxLength: 12 }),
).map(([hasRemovals, places]) =>
  places.reduce<Scene>(
    (scene, place) =>
      canReport(scene, place) ? { ...scene, reports: [...scene.reports, place] } : scene,
    { hasRemovals, reports: [] },
  )
);

Deno.test("monotonic questions take nothing back in any order, and the others do", () => {
  const orders = allOrders(false);

  assert.equal(orders.length, 120);
  assert.deepEqual(QUESTIONS.map((each) => ordersTakenBack(each, orders)), [0, 0, 120, 90]);
});

Deno.test("once things are taken out, no question is monotonic", () => {
  const orders = allOrders(true);

  assert.equal(orders.length, 7 * 6 * 5 * 4 * 3 * 2 / 4);
  for (const each of QUESTIONS) assert.ok(ordersTakenBack(each, orders) > 0, each.asks);
});

Deno.test("what may not be taken back never is, whatever is reported after it", () => {
  fc.assert(fc.property(scenes, fc.nat(CARTS.length - 1), (scene, place) => {
    if (!canReport(scene, place)) return;
    for (const each of QUESTIONS) {
      if (mayBeTakenBack(each, scene)) continue;
      const later = takenBack(each, [...scene.reports, place]);
      assert.equal(later, takenBack(each, scene.reports), each.asks);
    }
  }));
});

Deno.test("tellCarts() names what was taken back", () => {
  assert.match(
    tellCarts({ ...INITIAL, reports: [1] }),
    /^Taken back: “Does no cart hold a lamp\?”\./,
  );
  assert.match(tellCarts({ ...INITIAL, reports: [1, 0, 2, 3, 4] }), /^Nothing .* All five/);
});

Deno.test("readScene() reads what writeScene() wrote, and nothing that cannot happen", () => {
  fc.assert(fc.property(scenes, (scene) => {
    assert.deepEqual(readScene(writeScene(scene)), scene);
    assert.deepEqual(allowRemovals(scene, true).reports, scene.reports);
    assert.notEqual(readScene(writeScene(allowRemovals(scene, false))), undefined);
  }));
  for (const text of ["", "k~22", "r~11", "r~222", "k~6", "x~1"]) {
    assert.equal(readScene(text), undefined, text);
  }
});
