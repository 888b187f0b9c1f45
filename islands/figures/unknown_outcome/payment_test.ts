import assert from "node:assert/strict";
import { allOutcomes, tellPayment } from "./outcomes.ts";
import { INSTANTS, playPayment, type Setting } from "./payment.ts";

Deno.test("at every instant the client has heard nothing", () => {
  for (const instant of INSTANTS) {
    assert.equal(playPayment(`${instant}n`, []).client.knows, "nothing", instant);
  }
});

Deno.test("without an id the instant decides between one charge and two", () => {
  assert.deepEqual(allOutcomes("n2").map(({ retried }) => retried), [1, 1, 2, 2, 2, 2]);
  assert.deepEqual(allOutcomes("n4").map(({ retried }) => retried), [1, 1, 1, 2, 2, 2]);
});

Deno.test("with an id the account is charged once, whatever the instant and whoever leads", () => {
  for (const first of ["n2", "n4"] as const) {
    for (const { retriedWithId, instant } of allOutcomes(first)) {
      assert.equal(retriedWithId, 1, `${first}, ${instant}`);
    }
  }
});

Deno.test("the same entry on one follower is finished by n2 and overwritten by n4", () => {
  const finished = playPayment("2n", ["l2"]);
  const overwritten = playPayment("2n", ["l4", "b"]);

  assert.deepEqual([finished.charges, finished.client.knows], [1, "nothing"]);
  assert.deepEqual([overwritten.charges, overwritten.storedOn], [0, []]);
  assert.match(tellPayment(overwritten), /overwrites it/);
});

Deno.test("a node without the entry is not elected once a majority has it", () => {
  const payment = playPayment("3n", ["l4"]);

  assert.equal(payment.leader, undefined);
  assert.match(tellPayment(payment), /^n1 is down.* n4 asked for votes and got too few/);
});

Deno.test("a retry with an id is told what the first try would have been told", () => {
  for (const instant of INSTANTS) {
    const { client } = playPayment(`${instant}i` as Setting, ["l4", "l2", "r"]);
    assert.deepEqual([client.knows, client.balance], ["done", 70], instant);
  }
});

Deno.test("who gives up may have paid", () => {
  assert.match(
    tellPayment(playPayment("4i", ["l2", "g"])),
    /has not paid. The account was charged/,
  );
  assert.match(tellPayment(playPayment("0i", ["l2", "g"])), /nothing was charged/);
});
