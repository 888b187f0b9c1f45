import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { rememberLearner } from "./learners.ts";
import { addShare, findShare, listShares, removeShare } from "./shares.ts";

Deno.test("addShare() stores the same once for each learner, and not too many", () =>
  withDatabase(async (db) => {
    for (const id of ["ada", "bob"]) await rememberLearner(db, { id, name: id, createdAt: "" });
    const add = (id: string, hash: string, learner_id = "ada") => {
      const rest = { slug: "x", promise: "It holds.", content: hash, created_at: id };
      return addShare(db, { id, learner_id, hash, ...rest }, { countMax: 2, lengthMax: 8 });
    };

    assert.equal(await add("a", "one"), "a");
    assert.equal(await add("b", "one"), "a");
    assert.equal(await add("c", "one", "bob"), "c");
    assert.equal(await add("d", "two"), "d");
    assert.equal(await add("e", "three"), undefined);
    await removeShare(db, "bob", "a");
    assert.equal((await findShare(db, "a"))?.content, "one");
    await removeShare(db, "ada", "a");
    assert.equal(await findShare(db, "a"), undefined);
    assert.equal(await add("e", "three four"), undefined);
    assert.equal(await add("e", "three"), "e");
    assert.deepEqual((await listShares(db, "ada")).map(({ id }) => id), ["e", "d"]);
  }));
