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

/** Says which process it is, and what earlier jobs have left in it. */
const TELLS = CHILD.replace(
  "while (true);",
  `
globalThis.jobs = (globalThis.jobs ?? 0) + 1;
const reason = [Deno.pid, globalThis.jobs].join();
const answer = JSON.stringify({ nonce, kind: "not gradable", reason }) + "\\n";
Deno.stdout.writeSync(new TextEncoder().encode(answer));
Deno.exit(0);
`,
);

Deno.test("ChildPool gives every job a child of its own, warm ones too, even at the same time", async () => {
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(bundle, TELLS);
  // Without namespaces, in which every process is the second one.
  const walls = { hasLimits: false, hasNamespaces: false };
  const pool = new ChildPool({ walls, deno: Deno.execPath(), bundle }, 2);
  try {
    const together = await Promise.all([1, 2, 3, 4].map(() => pool.run(JOB)));
    const after = [await pool.run(JOB), await pool.run(JOB)];

    const told = [...together, ...after].map((ending) => (ending as { reason: string }).reason);
    const [pids, jobs] = [0, 1].map((place) => told.map((text) => text.split(",")[place]));
    assert.equal(new Set(pids).size, 6);
    assert.deepEqual(new Set(jobs), new Set(["1"]));
  } finally {
    await pool.close();
    await Deno.remove(bundle);
  }
});

Deno.test("ChildPool hands no job to a child that died while it waited", async () => {
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(bundle, "Deno.exit(1);");
  const walls = { hasLimits: false, hasNamespaces: false };
  const pool = new ChildPool({ walls, deno: Deno.execPath(), bundle }, 1);
  try {
    // The warm one dies before or after it is taken: no job is at fault.
    const ending = await pool.run(JOB);

    assert.equal(ending.kind, "not started");
  } finally {
    await pool.close();
    await Deno.remove(bundle);
  }
});
