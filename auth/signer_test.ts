import assert from "node:assert/strict";
import { createSigner, KEY_FILE, openSigner } from "./signer.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openSigner() makes the key once, for its owner only", () =>
  inFolder(async (folder) => {
    const signed = await (await openSigner(folder)).sign("text");

    const again = await openSigner(folder);

    assert.equal(await again.verify(signed), "text");
    const { mode } = await Deno.stat(`${folder}/${KEY_FILE}`);
    assert.equal(mode! & 0o777, 0o600);
  }));

Deno.test("openSigner() gives one key to all who open the folder at once", () =>
  inFolder(async (folder) => {
    const signers = await Promise.all(Array.from({ length: 8 }, () => openSigner(folder)));

    const signed = await Promise.all(signers.map((signer) => signer.sign("text")));

    assert.equal(new Set(signed).size, 1);
    assert.equal((await Array.fromAsync(Deno.readDir(folder))).length, 1);
  }));

Deno.test("openSigner() refuses a key of the wrong length", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/${KEY_FILE}`, "short");

    await assert.rejects(openSigner(folder), /expected 32 bytes, got 5/);
  }));

Deno.test("Signer.verify() refuses whatever it has not signed", () =>
  inFolder(async (folder) => {
    const signer = await openSigner(folder);
    const signed = await signer.sign("learner:a");
    const mac = signed.slice("learner:a.".length);

    for (
      const forged of [
        `learner:b.${mac}`,
        "learner:a.",
        "learner:a",
        "",
        ".",
        `learner:a.${mac.slice(1)}`,
        "learner:a.%%%",
        `learner:a.${"A".repeat(43)}`,
      ]
    ) {
      assert.equal(await signer.verify(forged), undefined, forged);
    }
  }));

Deno.test("Signer.digest() names a text alike with one key, otherwise with another, and signs nothing", () =>
  inFolder(async (folder) => {
    const [signer, again] = [await openSigner(folder), await openSigner(folder)];
    const other = await createSigner(new Uint8Array(32));

    assert.equal(signer.digest("192.0.2.1"), again.digest("192.0.2.1"));
    assert.notEqual(signer.digest("192.0.2.1"), other.digest("192.0.2.1"));
    assert.equal(await signer.verify(`learner:a.${signer.digest("learner:a")}`), undefined);
  }));
