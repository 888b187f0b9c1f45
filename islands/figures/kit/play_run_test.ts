import assert from "node:assert/strict";
import fc from "fast-check";
import { electionSafety } from "@/engine/monitors/election_safety.ts";
import { messagesUnderWay, type Move, MOVES_MAX, readMoves, writeMoves } from "./moves.ts";
import { playRun, type RunSetup } from "./play_run.ts";
import { RAFT_ADAPTER } from "./raft_adapter.ts";
import { RaftNode } from "./raft_node.ts";
import { raftState } from "./raft_state.ts";
import { readRun, writeRun } from "./use_run.ts";

const RAFT: RunSetup = {
  nodes: ["n1", "n2", "n3"],
  spawn: (context) => new RaftNode(context) as never,
  seed: 7,
  commandBody: (count) => `x${count}`,
};

const node = fc.integer({ min: 0, max: 2 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>({ kind: "step" }),
  fc.record({
    kind: fc.constantFrom("crash", "restart", "pause", "resume", "fire", "command"),
    node,
  }, { noNullPrototype: true }),
  fc.record({ kind: fc.constantFrom("cut", "heal", "mute"), from: node, to: node }, {
    noNullPrototype: true,
  }),
  fc.record({
    kind: fc.constantFrom("deliver", "drop"),
    from: node,
    to: node,
    ordinal: fc.integer({ min: 1, max: 12 }),
  }, { noNullPrototype: true }),
);
const moves = fc.array(move, { maxLength: 60 });

const rolesAfter = (written: string) => {
  const { world } = playRun(RAFT, readMoves(written)!);
  return RAFT.nodes.map((id) => raftState(world, id)?.role ?? "down");
};

Deno.test("readMoves() reads what writeMoves() wrote, and nothing else", () => {
  fc.assert(fc.property(moves, (made) => {
    assert.deepEqual(readMoves(writeMoves(made)), made);
  }));
  for (const text of ["x", "x0", "c1", "x12", "d12", "c12-3", "0", "1..2", "q1", " 1", "999.999"]) {
    assert.equal(readMoves(text), undefined, text);
  }
  assert.equal(readMoves(String(MOVES_MAX))!.length, MOVES_MAX);
});

Deno.test("playRun() plays the same run for the same moves, and leaves out what cannot be", () => {
  fc.assert(fc.property(moves, (made) => {
    const once = playRun(RAFT, made);
    const again = playRun(RAFT, once.moves);

    assert.deepEqual(again.moves, once.moves);
    assert.deepEqual(again.events, once.events);
    assert.equal(once.world.step, once.events.length);
  }));
});

Deno.test("a cluster elects a leader; cut off, it goes on calling itself one", () => {
  assert.deepEqual(rolesAfter("").filter((role) => role === "leader"), []);

  const roles = rolesAfter("30");
  const leader = roles.indexOf("leader") + 1;
  assert.ok(leader > 0, roles.join());
  const others = [1, 2, 3].filter((each) => each !== leader);
  const cut = others.map((other) => `c${leader}${other}`).join(".");
  const split = rolesAfter(`30.${cut}.60`);

  assert.deepEqual(split.filter((role) => role === "leader").length, 2, split.join());
});

Deno.test("a message arrives when the reader says so, and not twice", () => {
  const { world } = playRun(RAFT, readMoves("t1.d12-1")!);
  const { moves: made } = playRun(RAFT, readMoves("t1.d12-1.d12-1.l13-1.d13-1")!);

  assert.equal(raftState(world, "n2")!.votedFor, "n1");
  assert.deepEqual(messagesUnderWay(world).map(({ from, node }) => [from, node]).toSorted(), [
    [0, 2],
    [1, 0],
  ]);
  assert.equal(writeMoves(made), "t1.d12-1.l13-1");
});

Deno.test("monitors watch a run", () => {
  const setup = { ...RAFT, monitors: () => [electionSafety(RAFT_ADAPTER)] };

  assert.deepEqual(playRun(setup, readMoves("30")!).world.violations, [undefined]);
});

Deno.test("readRun() reads what writeRun() wrote, for settings that there are", () => {
  const written = "5~12.x1";

  assert.equal(writeRun(readRun(written, ["3", "5"])!), written);
  for (const text of ["4~1", "5", "5~1~2", "5~q"]) {
    assert.equal(readRun(text, ["3", "5"]), undefined);
  }
});
