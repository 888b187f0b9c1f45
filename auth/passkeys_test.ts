import assert from "node:assert/strict";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import { findPasskey, insertPasskey } from "@/db/passkeys.ts";
import { makeAuthenticator } from "@/tests/server/make_authenticator.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { openPasskeys } from "./passkeys.ts";

const AT = "2026-11-25T00:00:00.000Z";
const PLACE = { origin: "https://truthlab.example", domain: "truthlab.example" };
const ADA = { id: "ada", name: "Ada", role: "learner", hasAccount: false } as const;

/** Whatever a browser, or somebody in its place, may send. */
const NONSENSE: readonly unknown[] = [
  null,
  {},
  [],
  { id: 7 },
  { id: "key", rawId: "key", type: "public-key", response: {} },
  { id: "key", response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" } },
  { id: "key", rawId: "key", type: "public-key", response: { attestationObject: "oA" } },
];

Deno.test("Passkeys takes no answer that is none, and makes no account of it", () =>
  withDatabase(async (db) => {
    const passkeys = openPasskeys(db);
    await rememberLearner(db, { id: "eve", name: "Eve", createdAt: AT });
    await openAccount(db, "eve", { since: AT });
    const row = { learner_id: "eve", name: "x", public_key: "oA", counter: 0, created_at: AT };
    await insertPasskey(db, { id: "key", ...row, used_at: null });

    for (const response of NONSENSE) {
      const answer = { response, challenge: "AAAA", place: PLACE };
      assert.ok("denial" in await passkeys.enter(answer), JSON.stringify(response));
      assert.ok("denial" in await passkeys.add(ADA, answer, "x"), JSON.stringify(response));
    }

    const learners = await db.selectFrom("learners").select("id").execute();
    assert.deepEqual(learners.map(({ id }) => id), ["eve"]);
    assert.equal((await findPasskey(db, "key"))?.passkey.used_at, null);
  }));

Deno.test("Passkeys adds no key to an account in which nobody is", () =>
  withDatabase(async (db) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: AT });
    await openAccount(db, "ada", { since: AT });

    const answer = { response: {}, challenge: "AAAA", place: PLACE };
    const added = await openPasskeys(db).add(ADA, answer, "x");

    assert.match("denial" in added ? added.denial : "", /begin again/);
  }));

Deno.test("Passkeys takes no key whose name is longer than names are: no index holds it", () =>
  withDatabase(async (db) => {
    const passkeys = openPasskeys(db);
    const add = async (learnerId: string, idBytes: number) => {
      const { challenge } = await passkeys.optionsToAdd({ id: learnerId, name: "Ada" }, PLACE);
      const device = await makeAuthenticator(PLACE.origin, idBytes);
      const answer = { response: await device.create({ challenge }), challenge, place: PLACE };
      return await passkeys.add({ ...ADA, id: learnerId }, answer, "x");
    };

    assert.deepEqual(await add("ada", 1_023), { id: "ada", role: "learner" });
    assert.ok("denial" in await add("eve", 1_024));
    assert.ok("denial" in await add("eve", 60_000));
  }));

Deno.test("Passkeys asks for the domain, for a key that can be found, and for its owner", () =>
  withDatabase(async (db) => {
    const passkeys = openPasskeys(db);

    const add = await passkeys.optionsToAdd(ADA, PLACE);
    const enter = await passkeys.optionsToEnter(PLACE);

    assert.equal(add.rp.id, PLACE.domain);
    assert.equal(add.authenticatorSelection?.residentKey, "required");
    assert.equal(add.authenticatorSelection?.userVerification, "required");
    assert.equal(enter.userVerification, "required");
    assert.deepEqual(enter.allowCredentials ?? [], [], "it tells nobody who has which key");
    assert.notEqual(add.challenge, enter.challenge);
  }));
