import assert from "node:assert/strict";
import { runFile } from "./run_file.ts";

const WRONG = await Deno.readTextFile("exercises/vector-clock/starter.ts");
const nothing = () => {};

Deno.test("runFile() runs the public checks and tells the end", async () => {
  const kinds: string[] = [];
  const { ending } = runFile(Deno.cwd(), "vector-clock", WRONG, ({ kind }) => kinds.push(kind));

  const end = await ending;

  assert.equal(end.kind === "done" && end.verdict, "failed");
  assert.equal(kinds[0], "ready");
  assert.ok(kinds.includes("check"));
});

Deno.test("runFile() says what keeps a program from running", async () => {
  const broken = await runFile(Deno.cwd(), "vector-clock", "let = ;", nothing).ending;
  const endless = await runFile(Deno.cwd(), "vector-clock", `for (;;) {}\n${WRONG}`, nothing)
    .ending;

  assert.equal(broken.kind, "not gradable");
  assert.equal(endless.kind, "ran out");
});

Deno.test("runFile() can be stopped", async () => {
  const solution = await Deno.readTextFile("solutions/vector-clock/solution.ts");
  const run = runFile(Deno.cwd(), "vector-clock", solution, ({ kind }) => {
    if (kind === "progress") run.stop();
  });

  assert.deepEqual(await run.ending, { kind: "stopped" });
});
