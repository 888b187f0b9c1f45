import assert from "node:assert/strict";
import fc from "fast-check";
import { checkLaws } from "../kit/merge_laws.ts";
import { actsOf, haveHeardAll, playReplicas, REPLICAS } from "../kit/replicas.ts";
import { PUZZLE, tellSet } from "./puzzle.ts";
import { BARE, itemsOf, TAGS } from "./set_types.ts";

/** Whatever was lost is sent again, and arrives. */
const MEET = ["send1", "send2", "send3", "rest", "send1", "send2", "send3", "rest"];
const acts = fc.array(
  fc.constantFrom(...actsOf(TAGS as never).filter((act) => !/n\d\d$/.test(act))),
  { maxLength: 30 },
);

Deno.test("milk stays away in every order of delivery, and comes back with bare items", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(["d12n1", "k21n1", "d23n1", "l31n1", "d32n1"]), (some) => {
      const played = [...PUZZLE, ...some, ...MEET];
      for (const replica of REPLICAS) {
        assert.deepEqual(itemsOf(playReplicas(TAGS, played).copies[replica].state), ["eggs"]);
      }
      assert.deepEqual(itemsOf(playReplicas(BARE, played).copies.C.state), ["milk", "eggs"]);
    }),
    { numRuns: 40 },
  );
});

Deno.test("who has heard of the same changes holds the same, and the laws hold", () => {
  fc.assert(
    fc.property(acts, (some) => {
      const meeting = playReplicas(TAGS, [...some, ...MEET]);
      assert.ok(haveHeardAll(meeting));
      for (const replica of REPLICAS) {
        assert.deepEqual(meeting.copies[replica].state, meeting.copies.A.state);
      }
      for (const { name, broken } of checkLaws(TAGS, meeting)) {
        assert.equal(broken, undefined, name);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("bare items break one law, and checkLaws() says by which states", () => {
  const broken = checkLaws(BARE, playReplicas(BARE, PUZZLE)).filter((law) => law.broken);

  assert.deepEqual(broken.map(({ name }) => name), ["upwards"]);
  assert.match(
    broken[0].broken!,
    /led to \{\}; merged with the older \{milk\} it becomes \{milk\}/,
  );
});

Deno.test("an addition that the remover had not seen lives on", () => {
  const meeting = playReplicas(TAGS, [...PUZZLE, "addmilk2", "rest"]);

  assert.match(tellSet(meeting, "ask", true), /all hold milk and eggs\. Milk lives on by tag B2/);
});

Deno.test("tellSet() holds the guess against what came out", () => {
  const end = playReplicas(TAGS, [...PUZZLE, "rest"]);

  assert.match(tellSet(end, "both", true), /all hold eggs. You had said milk and eggs/);
  assert.match(tellSet(end, "eggs", true), /You said so\. Every tag of milk was removed/);
});
