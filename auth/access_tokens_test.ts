import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import type { Database } from "@/db/schema.ts";
import { type AccessTokens, openAccessTokens, TOKEN_PREFIX, TOKENS_MAX } from "./access_tokens.ts";
import { openLimits } from "./limits.ts";
import type { Learner } from "./sessions.ts";

const ADA = { id: "ada", name: "Quiet Heron 42", role: "learner", hasAccount: false } as const;
const BOB = { ...ADA, id: "bob", name: "Brave Owl 11" } as const;
const START_MS = Date.UTC(2026, 10, 25);

interface Scene {
  readonly tokens: AccessTokens;
  readonly db: Database;
  readonly clock: { ms: number };
}

async function withTokens(body: (scene: Scene) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  const clock = { ms: START_MS };
  try {
    const now = () => clock.ms;
    const limits = openLimits({ db, dataDir: scratch.dataDir, now });
    await body({ tokens: openAccessTokens(db, limits, now), db, clock });
  } finally {
    await db.destroy();
    await scratch.remove();
  }
}

function carrying(authorization?: string): Request {
  return new Request("http://localhost/api/x", {
    headers: authorization === undefined ? {} : { authorization },
  });
}

async function make(
  tokens: AccessTokens,
  learner: Learner = ADA,
  name = "laptop",
): Promise<string> {
  const made = await tokens.make(learner, name);
  assert("token" in made, JSON.stringify(made));
  return made.token;
}

Deno.test("a token is its learner's, until it is revoked", () =>
  withTokens(async ({ tokens }) => {
    const token = await make(tokens);
    const other = await make(tokens, BOB);

    assert.deepEqual(await tokens.learner(carrying(`Bearer ${token}`)), ADA);
    assert.deepEqual(await tokens.learner(carrying(`bearer  ${other}`)), BOB);
    await tokens.revoke("bob", "laptop");
    assert.equal(await tokens.learner(carrying(`Bearer ${other}`)), "unknown");
    assert.deepEqual(await tokens.learner(carrying(`Bearer ${token}`)), ADA);
  }));

Deno.test("what carries no token of ours is nobody's, and what is like one is unknown", () =>
  withTokens(async ({ tokens }) => {
    const token = await make(tokens);

    for (const header of [undefined, "Bearer metrics", `Basic ${token}`, token]) {
      assert.equal(await tokens.learner(carrying(header)), undefined);
    }
    for (const header of [`Bearer ${token}x`, `Bearer ${TOKEN_PREFIX}`]) {
      assert.equal(await tokens.learner(carrying(header)), "unknown");
    }
  }));

Deno.test("nothing that is stored gives the token away", () =>
  withTokens(async ({ tokens, db }) => {
    const token = await make(tokens);

    const stored = JSON.stringify(await db.selectFrom("tokens").selectAll().execute());

    assert(!stored.includes(token.slice(TOKEN_PREFIX.length)));
    assert.match(stored, /"name":"laptop"/);
    assert(!JSON.stringify(await tokens.list("ada")).includes("hash"));
  }));

Deno.test("what is made and revoked is written down, and nothing that was not there", () =>
  withTokens(async ({ tokens, db }) => {
    await make(tokens);
    await tokens.revoke("bob", "laptop");
    await tokens.revoke("ada", "laptop");

    const lines = await db.selectFrom("audit").select(["action", "actor_id", "detail"])
      .orderBy("action").execute();
    assert.deepEqual(lines.map((line) => ({ ...line })), [
      { action: "token.make", actor_id: "ada", detail: '{"name":"laptop"}' },
      { action: "token.revoke", actor_id: "ada", detail: '{"name":"laptop"}' },
    ]);
  }));

Deno.test("the last use is known to the minute", () =>
  withTokens(async ({ tokens, clock }) => {
    const request = carrying(`Bearer ${await make(tokens)}`);
    const usedAt = async () => (await tokens.list("ada"))[0].usedAt;

    assert.equal(await usedAt(), null);
    await tokens.learner(request);
    clock.ms += 30_000;
    await tokens.learner(request);
    assert.equal(await usedAt(), new Date(START_MS).toISOString());
    clock.ms += 31_000;
    await tokens.learner(request);
    assert.equal(await usedAt(), new Date(START_MS + 61_000).toISOString());
  }));

Deno.test("make() refuses a name that is empty, long or known, and too many tokens", () =>
  withTokens(async ({ tokens, clock }) => {
    for (const name of ["", "  ", "a".repeat(61)]) {
      assert.match(JSON.stringify(await tokens.make(ADA, name)), /Give it a name/);
    }
    await make(tokens, ADA, " my  laptop ");
    assert.match(JSON.stringify(await tokens.make(ADA, "my laptop")), /already/);
    for (let count = 1; count < TOKENS_MAX; count++) {
      clock.ms += 60_000;
      await make(tokens, ADA, `machine ${count}`);
    }
    clock.ms += 60_000;
    assert.match(JSON.stringify(await tokens.make(ADA, "one more")), /revoke one/);
    await make(tokens, BOB, "my laptop");
  }));

Deno.test("make() says when to come again who makes too many at once", () =>
  withTokens(async ({ tokens }) => {
    for (let count = 0; count < 10; count++) await tokens.make(ADA, "same");

    const refused = await tokens.make(ADA, "same");

    assert("retryAfterSeconds" in refused && refused.retryAfterSeconds! > 0);
    await make(tokens, BOB);
  }));
