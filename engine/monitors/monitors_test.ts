import assert from "node:assert/strict";
import type { Data, Monitor, Observation, Violation } from "../types.ts";
import { SETTLE_STEPS_MAX } from "../world.ts";
import { applyInOrder } from "./apply_in_order.ts";
import { canonicalText } from "./canonical_text.ts";
import { causalDelivery } from "./causal_delivery.ts";
import { convergence } from "./convergence.ts";
import { durability } from "./durability.ts";
import { eventually } from "./eventually.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { linearizable } from "./linearizable.ts";
import { registerModel } from "../linearizability/model.ts";
import { monotonicReads } from "./monotonic_reads.ts";

interface Seen {
  readonly node: string;
  readonly timeMs?: number;
  readonly step?: number;
  readonly observation: Observation;
}

const settle: Seen = { node: "", observation: { kind: "settle", forMs: 1_000 } };

function note(node: string, label: string, data: Data): Seen {
  return { node, observation: { kind: "note", label, data } };
}

function apply(node: string, index: number, command: Data = index): Seen {
  return { node, observation: { kind: "apply", index, command } };
}

/** Shows observations to a monitor, a step each unless told, and returns the first objection. */
function watch(monitor: Monitor, seen: readonly Seen[]): Violation | undefined {
  for (const [index, { node, timeMs = index, step = index + 1, observation }] of seen.entries()) {
    const violation = monitor.observe({ node, step, timeMs }, observation);
    if (violation !== undefined) return violation;
  }
  return monitor.finish?.();
}

Deno.test("canonicalText() does not tell apart what means the same", () => {
  assert.equal(canonicalText({ a: 1, b: [2, "x"] }), canonicalText({ b: [2, "x"], a: 1 }));
  assert.equal(canonicalText({ a: 1, b: undefined }), canonicalText({ a: 1 }));
  assert.equal(
    canonicalText(new Map([["a", 1], ["b", 2]])),
    canonicalText(new Map([["b", 2], ["a", 1]])),
  );
  assert.notEqual(canonicalText("1"), canonicalText(1));
  assert.notEqual(canonicalText([1, 2]), canonicalText([2, 1]));
  assert.notEqual(canonicalText(1n), canonicalText(1));
});

Deno.test("applyInOrder() names the entry that is missing, or applied twice", () => {
  const gap = watch(applyInOrder(), [apply("n1", 1), apply("n1", 3)]);
  const twice = watch(applyInOrder(), [apply("n1", 1), apply("n1", 2), apply("n1", 1)]);

  assert.equal(gap?.message, "n1 applied entry 3 at step 2 without entry 2 before it.");
  assert.equal(twice?.message, "n1 applied entry 1 twice: at step 1 and at step 3.");
});

Deno.test("applyInOrder() lets a restarted node apply from 1, or go on where that is durable", () => {
  const restart: Seen = { node: "n1", observation: { kind: "start", restarted: true } };
  const again = [apply("n1", 1), restart, apply("n1", 1)];
  const goesOn = [apply("n1", 1), restart, apply("n1", 2)];

  assert.equal(watch(applyInOrder(), again), undefined);
  assert.ok(watch(applyInOrder(), goesOn));
  assert.equal(watch(applyInOrder({ isDurable: true }), goesOn), undefined);
  assert.ok(watch(applyInOrder({ isDurable: true }), again));
});

const BROADCASTS = {
  read: (observation: Observation) =>
    observation.kind === "note"
      ? { kind: observation.label as "broadcast" | "deliver", id: String(observation.data) }
      : undefined,
};

Deno.test("causalDelivery() names the message that had to come first", () => {
  const violation = watch(causalDelivery(BROADCASTS), [
    note("n1", "broadcast", "m1"),
    note("n2", "deliver", "m1"),
    note("n2", "broadcast", "m2"),
    note("n3", "deliver", "m2"),
  ]);

  assert.equal(
    violation?.message,
    "n3 delivered m2 at step 4 before m1, on which it depends: " +
      "n2 knew m1 when it broadcast m2 at step 3.",
  );
  assert.deepEqual(violation?.steps, [1, 3, 4]);
});

Deno.test("causalDelivery() accepts any order of concurrent messages, own ones at once or never", () => {
  const violation = watch(causalDelivery(BROADCASTS), [
    note("n1", "broadcast", "m1"),
    note("n2", "broadcast", "m2"),
    note("n2", "deliver", "m2"),
    note("n3", "deliver", "m2"),
    note("n3", "deliver", "m1"),
    note("n1", "deliver", "m2"),
    note("n1", "broadcast", "m3"),
    note("n3", "deliver", "m3"),
  ]);

  assert.equal(violation, undefined);
});

Deno.test("convergence() judges the last values, once the run has settled", () => {
  const read = (observation: Observation) =>
    observation.kind === "note" ? observation.data : undefined;
  const apart = [note("n1", "value", { a: 1, b: 2 }), note("n2", "value", { a: 1 })];
  const together = [...apart, note("n2", "value", { b: 2, a: 1 })];

  assert.equal(watch(convergence({ read }), apart), undefined);
  assert.equal(watch(convergence({ read }), [settle, ...together]), undefined);
  assert.equal(
    watch(convergence({ read }), [settle, ...apart])?.message,
    "The replicas never agree: n1 ends with {a:1,b:2} at step 2, n2 with {a:1} at step 3.",
  );
});

Deno.test("exactlyOnce() objects to a second effect on one replica, not to one on each", () => {
  const read = (observation: Observation) =>
    observation.kind === "apply" ? String(observation.command) : undefined;

  const twice = watch(exactlyOnce({ read }), [apply("n1", 1, "op7"), apply("n1", 2, "op7")]);
  const each = watch(exactlyOnce({ read }), [apply("n1", 1, "op7"), apply("n2", 1, "op7")]);

  assert.equal(twice?.message, "op7 took effect twice on n1: at step 1 and at step 2.");
  assert.equal(each, undefined);
});

Deno.test("durability() objects when a promise is kept by nobody", () => {
  const options = {
    readPromise: (observation: Observation) =>
      observation.kind === "reply" ? observation.id : undefined,
    readEffect: (observation: Observation) =>
      observation.kind === "apply" ? String(observation.command) : undefined,
  };
  const starts: Seen[] = ["n1", "n2"].map((node) => ({
    node,
    observation: { kind: "start", restarted: false },
  }));
  const promise: Seen = { node: "n1", observation: { kind: "reply", id: "op7", result: "ok" } };

  const kept = watch(durability(options), [...starts, promise, settle, apply("n2", 1, "op7")]);
  const lost = watch(durability(options), [...starts, promise, settle, apply("n2", 1, "op8")]);

  assert.equal(kept, undefined);
  assert.equal(lost?.message, "n1 answered op7 as done at step 3, and in the end no node has it.");
});

const PROGRESS = {
  what: "something was applied",
  withinMs: 500,
  withinWords: "5 timeouts",
  isGood: (observation: Observation) => observation.kind === "apply",
};

Deno.test("eventually() judges only what comes after the healing, and only in time", () => {
  const at = (timeMs: number, seen: Seen): Seen => ({ ...seen, timeMs });
  const early = [at(1, apply("n1", 1)), at(10, settle)];

  assert.equal(watch(eventually(PROGRESS), [at(1, apply("n1", 1))]), undefined);
  assert.equal(watch(eventually(PROGRESS), [...early, at(510, apply("n1", 2))]), undefined);
  assert.ok(watch(eventually(PROGRESS), [...early, at(511, apply("n1", 2))]));
  assert.equal(
    watch(eventually(PROGRESS), early)?.message,
    "All was healed at step 2, and in the next 500 ms (5 timeouts) " +
      "it never happened that something was applied.",
  );
});

Deno.test("eventually() does not judge a fair run that was too short or cut off", () => {
  const short: Seen = { node: "", observation: { kind: "settle", forMs: 400 } };
  const late: Seen = { ...note("n1", "busy", 0), step: SETTLE_STEPS_MAX + 1, timeMs: 20 };

  assert.equal(watch(eventually(PROGRESS), [short]), undefined);
  assert.equal(watch(eventually(PROGRESS), [settle, late]), undefined);
});

Deno.test("monotonicReads() objects when a session sees an older version", () => {
  const read = (observation: Observation) =>
    observation.kind === "note"
      ? { session: "alice", key: "x", version: Number(observation.data) }
      : undefined;

  const violation = watch(monotonicReads({ read }), [
    note("n1", "read", 2),
    note("n2", "read", 2),
    note("n3", "read", 1),
  ]);

  assert.equal(
    violation?.message,
    "alice read version 1 of x from n3 at step 3, after version 2 from n2 at step 2.",
  );
});

const REGISTER = {
  model: registerModel(),
  readCommand: ({ body }: { body: unknown }) => body as { kind: "read" },
  readAnswer: (result: Data) =>
    result === "not leader"
      ? { kind: "refused" as const }
      : { kind: "done" as const, output: result },
};

function command(id: string, body: Data): Seen {
  const each = { id, client: `client-${id}`, body: body as never };
  return { node: "n1", observation: { kind: "command", command: each } };
}

function reply(id: string, result: Data): Seen {
  return { node: "n1", observation: { kind: "reply", id, result } };
}

Deno.test("linearizable() explains a stale read with the operations that clash", () => {
  const violation = watch(linearizable(REGISTER), [
    command("w", { kind: "write", value: 1 }),
    reply("w", "ok"),
    command("r", { kind: "read" }),
    reply("r", null),
  ]);

  assert.equal(
    violation?.message,
    `No order of the operations explains these answers: client-w asked {kind:"write",value:1} ` +
      `at step 1 and got "ok" at step 2; client-r asked {kind:"read"} at step 3 and got null ` +
      `at step 4.`,
  );
  assert.deepEqual(violation?.steps, [1, 2, 3, 4]);
});

Deno.test("linearizable() forgets refused operations, and keeps retried ones possible", () => {
  const read = [command("r", { kind: "read" }), reply("r", 1)];
  const write = command("w", { kind: "write", value: 1 });

  assert.ok(watch(linearizable(REGISTER), [write, reply("w", "not leader"), ...read]));
  assert.equal(
    watch(linearizable(REGISTER), [write, write, reply("w", "not leader"), ...read]),
    undefined,
  );
});
