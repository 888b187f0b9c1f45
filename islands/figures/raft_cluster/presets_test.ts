import assert from "node:assert/strict";
import { readMoves, writeMoves } from "../kit/moves.ts";
import { playRun, type Run } from "../kit/play_run.ts";
import { raftState } from "../kit/raft_state.ts";
import { readRun } from "../kit/use_run.ts";
import { type Preset, PRESETS } from "./presets.ts";
import { type Setting, SETTINGS, setupOf } from "./setups.ts";
import { talk } from "./talk.ts";
import { leadersOf, tellLeaders } from "./tell_cluster.ts";

function play(text: string): Run {
  const { settings, moves } = readRun(text, SETTINGS)!;
  return playRun(setupOf(settings as Setting), moves);
}

/** A preset's story, told to its end, in a cluster with or without the rule. */
function tellStory({ initial, story = [] }: Preset, setting: Setting): Run[] {
  let text = initial.replace(/^\w+/, setting);
  return story.map(({ moves }) => play(text += `.${moves}`));
}

for (const [name, preset] of Object.entries<Preset>(PRESETS)) {
  Deno.test(`the preset ${name} is made of moves that can all be made`, () => {
    const parts = ["", ...(preset.story ?? []).map(({ moves }) => `.${moves}`)];
    const text = preset.initial + parts.join("");

    assert.equal(writeMoves(play(text).moves), text.slice(text.indexOf("~") + 1));
  });
}

Deno.test("in the split vote nobody has a majority, and later somebody leads", () => {
  const { initial } = PRESETS["split-vote"];

  assert.equal(leadersOf(play(initial).world).length, 0);
  assert.equal(leadersOf(play(`${initial}.12`).world).length, 0);
  assert.equal(leadersOf(play(`${initial}.80`).world).length, 1);
});

Deno.test("a leader that is cut off says that it leads, and another one commits", () => {
  const { initial } = PRESETS["partitioned-leader"];
  const { world } = play(`${initial}.60.m1.20`);

  const [leader, old] = leadersOf(world);
  assert.deepEqual([old.id, old.reaches], ["n1", 2]);
  assert.ok(leader.term > old.term && leader.reaches === 3);
  assert.match(tellLeaders(world), /^Two nodes say that they lead, in different terms/);
});

Deno.test("without the rule the story of figure 8 loses an entry that was committed", () => {
  const [, copied, , , replaced] = tellStory(PRESETS["figure-8"], "5u");

  assert.equal(raftState(copied.world, "n1")?.commitIndex, 1);
  assert.ok(replaced.world.violations.some((violation) => violation !== undefined));
});

Deno.test("with the rule the same story breaks nothing: the copies were never counted", () => {
  const [, copied, , , replaced] = tellStory(PRESETS["figure-8"], "5");

  assert.equal(raftState(copied.world, "n1")?.commitIndex, 0);
  assert.equal(raftState(replaced.world, "n3")?.log[0].term, 3);
  assert.deepEqual(replaced.world.violations.filter((each) => each !== undefined), []);
});

Deno.test("talk() lets a node hear all that is said to it, and stops", () => {
  const setup = setupOf("5");
  const moves = readMoves("t1")!;

  const { world } = playRun(setup, [...moves, ...talk(setup, moves, 0)]);

  assert.equal(raftState(world, "n1")?.role, "leader");
});
