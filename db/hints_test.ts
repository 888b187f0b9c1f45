import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { addHint, listHints } from "./hints.ts";
import { rememberLearner } from "./learners.ts";

Deno.test("addHint() writes each hint down once, and none before the one before", () =>
  withDatabase(async (db) => {
    for (const id of ["ada", "bob"]) await rememberLearner(db, { id, name: id, createdAt: "" });
    const ask = (number: number, shown_at: string, slug = "x") =>
      addHint(db, { learner_id: "ada", slug, number, shown_at });

    assert.deepEqual(await ask(2, "a"), []);
    await ask(1, "b");
    await ask(1, "c");
    await ask(3, "d");
    const shown = await ask(2, "e");
    await ask(1, "f", "y");

    const plain = shown.map(({ number, shown_at }) => [number, shown_at]);
    assert.deepEqual(plain, [[1, "b"], [2, "e"]]);
    assert.equal((await listHints(db, "ada", "y")).length, 1);
    assert.deepEqual(await listHints(db, "bob", "x"), []);
  }));
