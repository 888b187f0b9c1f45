import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { scryptSync } from "node:crypto";
import { findLearner } from "@/db/learners.ts";
import type { Database } from "@/db/schema.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { openLimits } from "./limits.ts";
import type { Learner } from "./sessions.ts";

const PASSWORD = "a few plain words";
const IDENTITY = { issuer: "https://id.example", subject: "1", name: "Grace" };

async function inDatabase(body: (db: Database, accounts: Accounts) => Promise<void>) {
  const now = () => 0;
  await withDatabase((db, { dataDir }) =>
    body(db, openAccounts(db, openLimits({ db, dataDir, now }), now))
  );
}

function learner(id: string, hasAccount = false): Learner {
  return { id, name: "Quiet Heron 42", role: "learner", hasAccount };
}

Deno.test("Accounts.admit() makes an account of who comes first, and finds it again", () =>
  inDatabase(async (db, accounts) => {
    await accounts.admit(learner("ada"), IDENTITY);

    const again = await accounts.admit(learner("cookie"), { ...IDENTITY, name: "Other" });

    assert.equal("id" in again && again.id, "ada");
    assert.equal((await findLearner(db, "ada"))?.name, "Grace");
    assert.equal(await findLearner(db, "cookie"), undefined);
  }));

Deno.test("Accounts.admit() keeps the old name where the provider tells none that will do", () =>
  inDatabase(async (db, accounts) => {
    await accounts.admit(learner("ada"), { ...IDENTITY, name: undefined });
    await accounts.admit(learner("bob"), { ...IDENTITY, subject: "2", name: "x".repeat(61) });

    assert.equal((await findLearner(db, "ada"))?.name, "Quiet Heron 42");
    assert.equal((await findLearner(db, "bob"))?.name, "Quiet Heron 42");
  }));

Deno.test("Accounts.admit() adds a way in to the account that one is in, but not another's", () =>
  inDatabase(async (db, accounts) => {
    const form = { name: "Ada", code: "", email: "ada@example.org", password: PASSWORD };
    await accounts.signUp(learner("ada"), form, "a");
    await accounts.admit(learner("ada", true), IDENTITY);

    const found = await accounts.admit(learner("cookie"), IDENTITY);
    await accounts.signUp(learner("bob"), { ...form, email: "bob@example.org" }, "a");
    const taken = await accounts.admit(learner("bob", true), IDENTITY);

    assert.equal("id" in found && found.id, "ada");
    assert.match("denial" in taken ? taken.denial : "", /opens another account/);
    assert.equal((await findLearner(db, "ada"))?.name, "Ada");
  }));

Deno.test("Accounts.signIn() hashes a password anew where the cost was another", () =>
  inDatabase(async (db, accounts) => {
    const form = { name: "Ada", code: "", email: "ada@example.org", password: PASSWORD };
    await accounts.signUp(learner("ada"), form, "a");
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
    const old = `scrypt$1024$8$1$${salt.toString("base64")}$${key.toString("base64")}`;
    await db.updateTable("passwords").set({ hash: old }).execute();

    const wrong = await accounts.signIn("ada@example.org", "wrong wrong", "a");
    const hashes = async () =>
      (await db.selectFrom("passwords").select("hash").execute()).map(({ hash }) => hash);
    assert.ok("denial" in wrong);
    assert.deepEqual(await hashes(), [old]);
    const right = await accounts.signIn("ada@example.org", PASSWORD, "a");
    assert.ok("id" in right);
    assert.match((await hashes())[0], /^scrypt\$32768\$8\$3\$/);
    assert.ok("id" in await accounts.signIn("ada@example.org", PASSWORD, "a"));
  }));

Deno.test("Accounts.signUp() gives an e-mail address to one account, and changes nothing else", () =>
  inDatabase(async (db, accounts) => {
    const form = { name: "Ada", code: "", email: "ada@example.org", password: PASSWORD };
    await accounts.signUp(learner("ada"), form, "a");

    const other = await accounts.signUp(learner("bob"), { ...form, email: "ADA@example.org" }, "b");

    assert.equal("field" in other && other.field, "email");
    assert.equal((await findLearner(db, "bob"))?.account_since ?? null, null);
    assert.ok("id" in await accounts.signIn("ada@example.org", PASSWORD, "a"));
  }));
