import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { scryptSync } from "node:crypto";
import { hashPassword, verifyPassword } from "./password_hash.ts";

const PASSWORD = "correct horse battery";

Deno.test("verifyPassword() takes the password and no other, however its letters are written", async () => {
  const hash = await hashPassword("Zoë's horse battery".normalize("NFD"));

  assert.deepEqual(await verifyPassword("Zoë's horse battery".normalize("NFC"), hash), {
    fits: true,
    isStale: false,
  });
  for (const wrong of ["", "zoë's horse battery", "Zoë's horse battery ", hash]) {
    assert.equal((await verifyPassword(wrong, hash)).fits, false, wrong);
  }
});

Deno.test("hashPassword() says with what it was made, and never the same twice", async () => {
  const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);

  assert.match(one, /^scrypt\$32768\$8\$3\$[\w+/]{22}==\$[\w+/]{43}=$/);
  assert.notEqual(one, other);
});

Deno.test("verifyPassword() takes a hash of other parameters, and says that it is stale", async () => {
  const salt = Buffer.from("0123456789abcdef");
  const key = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
  const hash = `scrypt$1024$8$1$${salt.toString("base64")}$${key.toString("base64")}`;

  assert.deepEqual(await verifyPassword(PASSWORD, hash), { fits: true, isStale: true });
  assert.equal((await verifyPassword("another one", hash)).fits, false);
});

Deno.test("verifyPassword() fits nobody where there is no hash, whatever is tried", async () => {
  for (const password of ["", PASSWORD]) {
    assert.equal((await verifyPassword(password, undefined)).fits, false);
  }
});

Deno.test("verifyPassword() leaves the main thread alone, and answers many that ask at once", async () => {
  const hash = await hashPassword(PASSWORD);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);

  const results = await Promise.all(
    Array.from({ length: 4 }, () => verifyPassword(PASSWORD, hash)),
  );

  clearInterval(timer);
  assert.ok(results.every(({ fits }) => fits));
  assert.ok(turns > 0, "the main thread had no turn");
});
