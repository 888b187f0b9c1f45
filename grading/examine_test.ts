import assert from "node:assert/strict";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import { Child, type Ending } from "@/sandbox/child.ts";
import { childBundle } from "@/sandbox/child_bundle.ts";
import { ChildPool } from "@/sandbox/child_pool.ts";
import type { Job } from "@/sandbox/protocol.ts";
import { findWalls } from "@/sandbox/walls.ts";
import { type Exam, examine, type Examined } from "./examine.ts";
import { readSuiteFacts } from "./suite_facts.ts";

// A first child that has been taken over, and says what it likes: the second one is honest.

const SLUG = "vector-clock";
const root = Deno.cwd();
const facts = await readSuiteFacts(root, SLUG);
const options = { walls: await findWalls(), deno: Deno.execPath() };
const read = (path: string) => Deno.readTextFileSync(path);
const RIGHT = read(`solutions/${SLUG}/solution.ts`);
const WRONG = read(`solutions/${SLUG}/wrong/merge_takes_theirs.ts`);

type Done = Extract<Ending, { kind: "done" }>;

async function withPool<Result>(body: (pool: ChildPool) => Promise<Result>): Promise<Result> {
  const pool = new ChildPool({ ...options, bundle: await childBundle(root) }, 0);
  try {
    return await body(pool);
  } finally {
    await pool.close();
  }
}

/** Examines a program whose first child's answer is changed on its way to us. */
function examineChanged(source: string, change: (said: Done) => Ending): Promise<Examined> {
  return withPool((pool) => {
    const run: Exam["run"] = async (job, hooks) => {
      const said = await pool.run(job, hooks);
      if (job.confirm !== undefined) return said;
      assert.equal(said.kind, "done");
      return change(said as Done);
    };
    return examine({ run, job: { slug: SLUG, source, seed: 7 }, facts });
  });
}

function assertIncident(examined: Examined, words: RegExp): void {
  assert.equal(examined.kind, "our fault");
  assert.match(examined.incident ?? "", words);
}

const held = (check: CheckResult): CheckResult => ({
  ...check,
  verdict: "passed",
  message: "",
  counterexample: null,
});
const allHeld = (said: Done): Done => ({
  ...said,
  verdict: "passed",
  score: 100,
  checks: said.checks.map(held),
});

/** Changes the first counterexample. */
function forge(change: (counterexample: Counterexample) => Partial<Counterexample>) {
  return (said: Done): Done => {
    const first = said.checks.findIndex(({ counterexample }) => counterexample !== null);
    const checks = said.checks.map((check, index) =>
      index !== first ? check : {
        ...check,
        counterexample: { ...check.counterexample!, ...change(check.counterexample!) },
      }
    );
    return { ...said, checks };
  };
}

Deno.test("examine() believes two children that agree", async () => {
  for (const [source, verdict] of [[RIGHT, "passed"], [WRONG, "failed"]]) {
    const examined = await examineChanged(source, (said) => {
      assert.equal(said.verdict, verdict);
      return said;
    });

    assert.equal(examined.kind, "done");
    assert.equal((examined as { verdict?: string }).verdict, verdict);
    assert.equal(examined.incident, undefined);
    assert.ok(examined.times.confirm > 0);
  }
});

Deno.test("a child cannot make up a pass", async () => {
  assertIncident(await examineChanged(WRONG, allHeld), /held in one child and is failed/);
});

Deno.test("a child cannot make up one check that held, for the points", async () => {
  const examined = await examineChanged(WRONG, (said) => {
    const checks = said.checks.map((check) => check.name === "merge-covers" ? held(check) : check);
    assert.notDeepEqual(checks, said.checks);
    return { ...said, checks, score: said.score + 5 };
  });

  assertIncident(examined, /merge-covers|The checks make/);
});

Deno.test("a child cannot make up a failure, nor any part of its counterexample", async () => {
  const lies: Record<string, (counterexample: Counterexample) => Partial<Counterexample>> = {
    trace: ({ trace }) => ({ trace: { ...trace, events: trace.events.slice(1) } }),
    culprit: ({ culprit }) => ({ culprit: culprit + 1 }),
    slice: () => ({ slice: [] }),
    schedule: () => ({ schedule: [] }),
    seed: ({ seed }) => ({ seed: seed + 1 }),
    plan: () => ({ plan: "no such plan" }),
    program: () => ({ program: RIGHT }),
  };
  for (const [name, lie] of Object.entries(lies)) {
    const examined = await examineChanged(WRONG, forge(lie));

    if (name === "seed" && examined.kind === "done") continue;
    assertIncident(examined, /failed in one child and not in the same way in another/);
  }
});

Deno.test("a child cannot make up a sentence", async () => {
  const examined = await examineChanged(WRONG, (said) => ({
    ...said,
    checks: said.checks.map((check) =>
      check.verdict === "failed" ? { ...check, message: "Call 555." } : check
    ),
  }));

  assertIncident(examined, /not in the same way/);
});

Deno.test("a child cannot leave checks out, rename them, or count differently", async () => {
  const lies: ((said: Done) => Done)[] = [
    (said) => ({ ...said, checks: said.checks.slice(0, -1) }),
    (said) => ({ ...said, checks: [said.checks[0], ...said.checks] }),
    (said) => ({ ...said, checks: said.checks.map((each) => ({ ...each, name: "no-exception" })) }),
    (said) => ({ ...said, checks: said.checks.toReversed() }),
    (said) => ({ ...said, score: 100 }),
    (said) => ({ ...said, verdict: "passed" }),
  ];
  for (const lie of lies) {
    assertIncident(await examineChanged(WRONG, lie), /^The checks (are|make)/);
  }
});

Deno.test("a failure without a counterexample is none, and neither is another check's", async () => {
  const without = await examineChanged(WRONG, (said) => ({
    ...said,
    checks: said.checks.map((check) => ({ ...check, counterexample: null })),
  }));
  const foreign = await examineChanged(WRONG, forge(() => ({ check: "answers" })));

  assertIncident(without, /does not fit/);
  assertIncident(foreign, /that of another check/);
});

Deno.test("what a child says that a check promises is not believed", async () => {
  const examined = await examineChanged(RIGHT, (said) => ({
    ...said,
    checks: said.checks.map((check) => ({ ...check, promise: "Call 555.", message: "Call 555." })),
  }));

  assert.equal(examined.kind, "done");
  assert.doesNotMatch(JSON.stringify(examined), /Call 555/);
});

Deno.test("a process that only says that all is well is caught by one that looks", async () => {
  const lie = facts.all.map(({ name, promise }) => ({
    name,
    promise,
    verdict: "passed",
    message: "",
    counterexample: null,
    coverage: "all",
  }));
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(
    bundle,
    `const chunks = [];
     for await (const chunk of Deno.stdin.readable) { chunks.push(...chunk); if (chunk.includes(10)) break; }
     const { nonce } = JSON.parse(new TextDecoder().decode(new Uint8Array(chunks)));
     const say = (answer) =>
       Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ nonce, ...answer }) + "\\n"));
     say({ kind: "accepted" });
     say({ kind: "done", verdict: "passed", score: 100, checks: ${JSON.stringify(lie)},
       stats: { schedules: 1, events: 1, states: 0 }, cpuMs: 1, times: { prepare: 0, run: 0, shrink: 0 } });`,
  );
  try {
    const examined = await withPool((pool) =>
      examine({
        run: (job: Job, hooks) =>
          job.confirm === undefined
            ? new Child({ ...options, bundle }).run(job, hooks)
            : pool.run(job, hooks),
        job: { slug: SLUG, source: WRONG, seed: 7 },
        facts,
      })
    );

    assertIncident(examined, /held in one child and is failed in another/);
  } finally {
    await Deno.remove(bundle);
  }
});

Deno.test("examine() takes no run that is shown for a verdict", async () => {
  const played = { nonce: "", kind: "played", played: null, choices: null } as const;

  assertIncident(await examineChanged(WRONG, () => played), /was asked to judge/);
});
