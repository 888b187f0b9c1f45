import assert from "node:assert/strict";
import fc from "fast-check";
import { ACTS, playRace, tellRace } from "./race.ts";

const acts = fc.array(fc.constantFrom(...ACTS), { maxLength: 20 });
const BOTH_READ = ["rs", "rd", "ws", "wd"];

Deno.test("with the check no confirmed change is ever lost", () => {
  fc.assert(
    fc.property(acts, (made) => {
      const { lost, thing, confirmed } = playRace("checks", made);
      assert.equal(lost, 0);
      assert.equal(thing.version, 1 + confirmed);
    }),
    { numRuns: 60 },
  );
});

Deno.test("the second write from an old version is refused, and done when it is tried again", () => {
  const refused = playRace("checks", BOTH_READ);
  assert.equal(refused.sides.deployer.writes[0].isDone, false);
  assert.match(tellRace(refused), /^409 Conflict.*from version 1, and the store has version 2/);

  const { thing } = playRace("checks", [...BOTH_READ, "rd", "wd"]);
  assert.deepEqual(thing, { replicas: 4, build: 2, version: 3 });
});

Deno.test("without the check it undoes the first one, and both were confirmed", () => {
  const race = playRace("blind", BOTH_READ);

  assert.deepEqual([race.thing.replicas, race.confirmed, race.lost], [3, 2, 1]);
  assert.match(tellRace(race), /A confirmed change is gone, and nobody was told/);
});

Deno.test("who hears no news is refused until it asks the store or the news comes", () => {
  const late = ["cd", "rs", "ws"];
  const stale = playRace("checks", [...late, "rd"]);
  assert.equal(stale.sides.deployer.view.version, 1);
  assert.match(tellRace(stale), /The store has version 2, which the deployer cannot know/);

  const isDone = (more: string[]) =>
    playRace("checks", [...late, ...more]).sides.deployer.writes.at(-1)?.isDone;
  assert.equal(isDone(["rd", "wd", "rd", "wd"]), false);
  assert.equal(isDone(["rd", "wd", "ad", "wd"]), true);
  assert.equal(isDone(["rd", "wd", "hd", "rd", "wd"]), true);
});
