import assert from "node:assert/strict";
import { ChildPool } from "./child_pool.ts";
import { findWalls } from "./walls.ts";

/** As the real child: it is gone when its input ends without a job, and takes one otherwise. */
const CHILD = `
const chunks = [];
for await (const chunk of Deno.stdin.readable) { chunks.push(...chunk); if (chunk.includes(10)) break; }
const text = new TextDecoder().decode(new Uint8Array(chunks)).trim();
if (text === "") Deno.exit(0);
const { nonce } = JSON.parse(text);
const accepted = JSON.stringify({ nonce, kind: "accepted" }) + "\\n";
Deno.stdout.writeSync(new TextEncoder().encode(accepted));
while (true);
`;

const JOB = { nonce: "n", slug: "x", source: "", seed: 1 };

Deno.test("ChildPool.close() ends children at any moment of their start", async () => {
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(bundle, CHILD);
  const options = { walls: await findWalls(), deno: Deno.execPath(), bundle };
  try {
    for (let turn = 0; turn < 12; turn++) {
      const pool = new ChildPool(options, 2);
      const running = pool.run(JOB);
      // Each turn strikes a little later.
      for (let tick = 0; tick < turn; tick++) await new Promise((next) => setTimeout(next));

      await pool.close();

      assert.equal((await running).kind, "abandoned");
    }
  } finally {
    await Deno.remove(bundle);
  }
});
