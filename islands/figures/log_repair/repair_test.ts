import assert from "node:assert/strict";
import { DISKS, NODES, playRepair } from "./repair.ts";
import { tellRepair } from "./tell_repair.ts";

const votesFor = (acts: readonly string[]) =>
  playRepair(acts).ballots.filter(({ granted }) => granted).map(({ voter }) => voter);

/** How many entries two logs share from the beginning: what the questions must find. */
function shared(one: readonly number[], other: readonly number[]): number {
  const differs = one.findIndex((term, index) => other[index] !== term);
  return differs < 0 ? one.length : differs;
}

/** Asks every follower until it is in line. */
function repairAll(first: readonly string[]) {
  let acts = first;
  for (;;) {
    const open = playRepair(acts).followers.find(({ isSettled }) => !isSettled);
    if (open === undefined) return { acts, repair: playRepair(acts) };
    acts = [...acts, `a${open.id[1]}`];
  }
}

Deno.test("the longest log is not elected: its last term is old", () => {
  assert.deepEqual(votesFor(["e5"]), ["n2"]);
  assert.equal(playRepair(["e5"]).leader, undefined);
  assert.match(
    tellRepair(playRepair(["e5"]), "e5"),
    /^n5 got 2 of 5 votes.* n4 refused: its own last term 3 is higher than 2/,
  );
});

Deno.test("n1, n3 and n4 can be elected, n2 and n5 cannot", () => {
  const leaders = NODES.filter((id) => playRepair([`e${id[1]}`]).leader === id);

  assert.deepEqual(leaders, ["n1", "n3", "n4"]);
  assert.deepEqual(votesFor(["e1"]), ["n2", "n4", "n5"]);
});

Deno.test("a candidate that failed does not stand in the way of the next", () => {
  assert.equal(playRepair(["e5", "e2", "e1"]).leader, "n1");
});

Deno.test("logs meet at the last entry that they share, whoever leads", () => {
  for (const first of ["e1", "e3", "e4"]) {
    const { repair } = repairAll([first]);
    for (const { id, meetsAt, deleted } of repair.followers) {
      const expected = shared(DISKS[repair.leader!], DISKS[id]);
      assert.equal(meetsAt, expected, `${repair.leader} and ${id}`);
      assert.equal(deleted, DISKS[id].length - expected);
    }
    const [log, ...others] = NODES.map((id) => repair.logs[id].join(" "));
    assert.ok(others.every((other) => other === log));
    assert.equal(repair.committed, repair.logs.n1.length);
  }
});

Deno.test("each question goes one entry back, and one follower's says nothing of another's", () => {
  const { followers } = playRepair(["e1", "p42", "a4", "a4"]);
  const [n2, , n4] = followers;

  assert.deepEqual(n4.questions.map(({ index, success }) => [index, success]), [
    [5, false],
    [4, false],
  ]);
  assert.deepEqual([n4.next, n4.guess, n4.isSettled], [[3, 2], 2, false]);
  assert.deepEqual(n2.questions, []);
});

Deno.test("tellRepair() says what was found, and whether the guess was right", () => {
  const tell = (...acts: string[]) => tellRepair(playRepair(acts), acts.at(-1));

  assert.match(tell("e1", "a4"), /n4's entry 5 is of term 3, not 4: no\. .* entry 4/);
  assert.match(tell("e1", "a2"), /n2 has no entry 5: no/);
  assert.match(tell("e1", "p35", "a3"), /: yes, .* One entry after it .* Your guess was right/);
  const { acts, repair } = repairAll(["e1", "p23"]);
  assert.match(tellRepair(repair, acts.at(-1)), /6 entries are committed.* 0 of 1 meeting/);
});
