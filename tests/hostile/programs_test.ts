import assert from "node:assert/strict";
import type { Ending } from "@/sandbox/child.ts";
import { childBundle } from "@/sandbox/child_bundle.ts";
import { ChildPool } from "@/sandbox/child_pool.ts";
import { LIMITS } from "@/sandbox/limits.ts";
import { findWalls } from "@/sandbox/walls.ts";
import { type HostileProgram, readPrograms } from "./read_programs.ts";

const HONEST = `export class Node {
  constructor(private c: any) {}
  onCommand({ id, body }: any) { this.c.reply(id, body * 2); }
}`;

/** Less time and memory than for learners, so that the tests are done soon. */
const limits = { ...LIMITS, cpuSeconds: 3, heapMb: 128 };
const LANES = navigator.hardwareConcurrency;

const root = Deno.cwd();
const programs = await readPrograms("tests/hostile/programs");
const walls = await findWalls();

function openPool(bundle: string): ChildPool {
  return new ChildPool({ walls, deno: Deno.execPath(), bundle, limits }, 0);
}

async function grade(pool: ChildPool, source: string): Promise<Ending> {
  return await pool.run({ nonce: crypto.randomUUID(), slug: "node", source, seed: 7 });
}

/** A verdict as the programs' headers write it: `failed: answers`. */
function describe(ending: Ending): string {
  if (ending.kind !== "done") return ending.kind;
  const failed = ending.checks.find((check) => check.verdict === "failed");
  return failed === undefined ? ending.verdict : `failed: ${failed.name}`;
}

/** All that a learner reads of a verdict. */
function textOf(ending: Ending): string {
  if (ending.kind === "done") return ending.checks.map((check) => check.message).join("\n");
  return "reason" in ending ? ending.reason : "";
}

async function gradeAll(bundle: string): Promise<Map<HostileProgram, Ending>> {
  const pool = openPool(bundle);
  const endings = new Map<HostileProgram, Ending>();
  const waiting = [...programs];
  const lane = async () => {
    for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) {
      endings.set(program, await grade(pool, program.source));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await pool.close();
  return endings;
}

Deno.test("hostile programs end as they must, with words for who did it by accident", async (test) => {
  const bundle = await childBundle(root, "tests/hostile/graders");
  const endings = await gradeAll(bundle);
  for (const program of programs) {
    await test.step(`${program.name}: ${program.tries}`, () => {
      const ending = endings.get(program)!;
      const text = textOf(ending);
      assert.ok(program.ends.includes(describe(ending)), `${describe(ending)}: ${text}`);
      if (program.says !== undefined) assert.match(text, program.says);
    });
  }
});

Deno.test("an honest program has the same verdict after them as before", async () => {
  const bundle = await childBundle(root, "tests/hostile/graders");
  const pool = openPool(bundle);
  try {
    const before = await grade(pool, HONEST);
    await grade(pool, programs.find((each) => each.name === "exhausting/growing_array")!.source);
    const after = await grade(pool, HONEST);

    assert.equal(describe(before), "passed");
    // How long it took is no part of a verdict.
    const judged = (ending: typeof before) => ({ ...ending, nonce: "", cpuMs: 0, times: {} });
    assert.deepEqual(judged(after), judged(before));
  } finally {
    await pool.close();
  }
});
