import assert from "node:assert/strict";
import fc from "fast-check";
import { makeMove, messagesUnderWay } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import { RaftNode } from "../kit/raft_node.ts";
import { raftState } from "../kit/raft_state.ts";
import {
  INITIAL,
  lead,
  type Placement,
  quorumOf,
  readPlacement,
  roundTrip,
  tellQuorum,
  toggleLost,
  toggleVoter,
  writePlacement,
} from "./quorum.ts";
import { LETTERS, pairOf } from "./regions.ts";

const placement: fc.Arbitrary<Placement> = fc.record({
  voters: fc.subarray([...LETTERS], { minLength: 1 }),
  choice: fc.nat(),
  lost: fc.subarray([...LETTERS]),
  edits: fc.dictionary(
    fc.constantFrom("vo", "vi", "it", "ks", "sy"),
    fc.integer({ min: 0, max: 999 }),
    { noNullPrototype: true },
  ),
}).map(({ voters, choice, lost, edits }) => ({
  voters,
  leader: voters[choice % voters.length],
  lost,
  edits,
}));

/** How long a Raft of the engine takes from a command to its commit, where it commits. */
function measuredMs(placement: Placement): number | undefined {
  const { voters, leader, lost } = placement;
  const links = Object.fromEntries(
    voters.flatMap((from) =>
      voters.filter((to) => to !== from).map((to) => {
        const { ms } = roundTrip(placement, from, to);
        // One way takes as long as the round trip: half of it need not be a whole number.
        return [`${from}>${to}`, { delayMs: [ms, ms] as const }];
      })
    ),
  );
  const { world } = startRun({
    nodes: voters,
    spawn: (context) => new RaftNode(context) as never,
    seed: 1,
    faults: { links },
  });
  const node = voters.indexOf(leader);
  for (const each of lost.filter((each) => voters.includes(each))) {
    world.crash(voters.indexOf(each), false);
  }
  const deliverUntil = (isDone: () => boolean) => {
    for (
      let next = messagesUnderWay(world)[0];
      next && !isDone();
      next = messagesUnderWay(world)[0]
    ) {
      world.advanceTo(next.atMs);
      if (world.isRunning(next.node)) world.deliver(next);
      else world.drop(next);
    }
  };
  makeMove(world, { kind: "fire", node });
  deliverUntil(() => raftState(world, leader)?.role === "leader");
  const begunMs = world.nowMs;
  if (!makeMove(world, { kind: "command", node }, () => "x")) return undefined;
  const isCommitted = () => raftState(world, leader)!.commitIndex === 1;
  deliverUntil(isCommitted);
  return isCommitted() ? (world.nowMs - begunMs) / 2 : undefined;
}

Deno.test("quorumOf() says what a Raft of the engine takes to commit, or that it cannot", () => {
  assert.equal(measuredMs(INITIAL), 67);
  fc.assert(
    fc.property(placement.filter(({ voters }) => voters.length > 1), (each) => {
      assert.equal(measuredMs(each), quorumOf(each).commitMs);
    }),
    { numRuns: 60 },
  );
});

Deno.test("the nearer of two is waited for, and the farther one once that is lost", () => {
  assert.match(tellQuorum(INITIAL), /waits 67 ms, for Ireland\. It does not wait for Tokyo\.$/);

  const one = toggleLost(INITIAL, "i");
  assert.match(tellQuorum(one), /waits 145 ms, for Tokyo\. If one more voter is lost/);
  assert.match(tellQuorum(toggleLost(one, "t")), /^1 of 3 voters is left, and a majority is 2/);
  assert.match(tellQuorum(toggleLost(INITIAL, "v")), /Ireland and Tokyo are a majority and elect/);
});

Deno.test("two voters near the leader make it no slower, two far away do", () => {
  const near = toggleVoter(toggleVoter(INITIAL, "o"), "k");
  assert.equal(quorumOf(near).commitMs, 71);
  assert.equal(quorumOf(toggleVoter(toggleVoter(INITIAL, "k"), "s")).commitMs, 145);
});

Deno.test("a leader is always a voter", () => {
  assert.deepEqual(lead(INITIAL, "o").voters, ["v", "o", "i", "t"]);
  assert.equal(toggleVoter(INITIAL, "v"), INITIAL);
  assert.equal(pairOf("t", "v"), "vt");
});

Deno.test("readPlacement() reads what writePlacement() wrote, and nothing else", () => {
  fc.assert(fc.property(placement, (each) => {
    assert.deepEqual(readPlacement(writePlacement(each)), each);
  }));
  for (
    const text of ["", "vit.o..", "vv.v..", "tv.v..", "vit.v..iv40", "vit.v..vi1000", "vqt.v.."]
  ) {
    assert.equal(readPlacement(text), undefined, text);
  }
});
