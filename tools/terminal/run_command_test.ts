import assert from "node:assert/strict";
import { answer, type Command } from "./run_command.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `Does something.

  deno task something FILE [MORE] [--often N] [--loud]

It is done.`;

/** What a command said and did, and its exit code. */
async function typed(args: string[], own: Partial<Pick<Command, "run" | "codeOf">> = {}) {
  const said: string[] = [];
  const did: unknown[] = [];
  const { log, error } = console;
  console.log = (text) => said.push(text);
  console.error = (text) => said.push(text);
  try {
    const code = await answer({
      help: HELP,
      options: { often: { type: "string" }, loud: { type: "boolean" } },
      words: [1, 2],
      run: (values: object, words: string[]) =>
        Promise.resolve(void did.push({ ...values }, words)),
      ...own,
    }, args);
    return { code, said, did };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("runCommand() hands over what was typed", async () => {
  const { code, said, did } = await typed(["a", "--often", "3", "b", "--loud"]);

  assert.deepEqual([code, said], [0, []]);
  assert.deepEqual(did, [{ often: "3", loud: true }, ["a", "b"]]);
});

Deno.test("runCommand() says how it works, and does nothing else", async () => {
  for (const args of [["--help"], ["-h"], ["a", "b", "c", "--help"]]) {
    assert.deepEqual(await typed(args), { code: 0, said: [HELP], did: [] });
  }
});

Deno.test("runCommand() tells in one line what was typed wrongly, and does nothing", async () => {
  const expected = "Expected: deno task something FILE [MORE] [--often N] [--loud]";
  const cases: [string[], string][] = [
    [["a", "--lout"], "Unknown option '--lout': see --help"],
    [["a", "--often"], "Option '--often <value>' argument missing: see --help"],
    [["a", "--loud=3"], "Option '--loud' does not take an argument: see --help"],
    [[], expected],
    [["a", "b", "c"], expected],
  ];
  for (const [args, line] of cases) {
    assert.deepEqual(await typed(args), { code: 64, said: [line], did: [] });
  }
});

Deno.test("runCommand() ends with the code of what went wrong, and tells whose fault it is", async () => {
  const fail = (error: unknown) => () => Promise.reject(error);
  const codeOf = (error: unknown) => error instanceof RangeError ? 7 : undefined;

  assert.equal((await typed(["a"], { run: () => Promise.resolve(3) })).code, 3);
  const usage = await typed(["a"], { run: fail(new UsageError("No such file")) });
  assert.deepEqual([usage.code, usage.said], [64, ["No such file"]]);
  const known = await typed(["a"], { run: fail(new RangeError("Too \x1b[1mbig")), codeOf });
  assert.deepEqual([known.code, known.said], [7, ["Too �[1mbig"]]);
  const told = Object.assign(new Error("No disk"), { name: "StartError" });
  assert.deepEqual((await typed(["a"], { run: fail(told), codeOf })).said, ["No disk"]);
  const bug = await typed(["a"], { run: fail(new TypeError("x is undefined")), codeOf });
  assert.equal(bug.code, 1);
  assert.match(bug.said[0], /^TypeError: x is undefined\n +at .*run_command_test/);
});
