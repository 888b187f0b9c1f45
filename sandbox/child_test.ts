import assert from "node:assert/strict";
import { Child, type Ending } from "./child.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { findWalls, requireWalls, type Walls } from "./walls.ts";

// The outer walls, each by itself: these children are scripts of the test's own that have long
// broken out of the compartment, and do as they like with the process that they are in.

const found = await findWalls();
const none: Walls = { hasLimits: false, hasNamespaces: false };
const limits: Limits = { ...LIMITS, cpuSeconds: 1, heapMb: 64 };

const TAKES_THE_JOB = `
const chunks = [];
for await (const chunk of Deno.stdin.readable) { chunks.push(...chunk); if (chunk.includes(10)) break; }
const job = JSON.parse(new TextDecoder().decode(new Uint8Array(chunks)));
const print = (text) => Deno.stdout.writeSync(new TextEncoder().encode(text + "\\n"));
const say = (kind, rest) => print(JSON.stringify({ nonce: job.nonce, kind, ...rest }));
say("accepted", {});
`;

async function run(script: string, walls: Walls, own: Partial<Limits> = {}): Promise<Ending> {
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(bundle, TAKES_THE_JOB + script);
  try {
    const options = { walls, deno: Deno.execPath(), bundle, limits: { ...limits, ...own } };
    return await new Child(options).run({ nonce: "n", slug: "x", source: "", seed: 1 });
  } finally {
    await Deno.remove(bundle);
  }
}

/** What a script reports that it could do. */
async function tryAll(attempts: Record<string, string>, walls: Walls): Promise<string[]> {
  const tries = Object.entries(attempts).map(([name, code]) =>
    `try { ${code}; done.push(${JSON.stringify(name)}); } catch {}`
  );
  const ending = await run(
    `const done = []; ${tries.join("\n")} say("not gradable", { reason: done.join() });`,
    walls,
  );
  assert.equal(ending.kind, "not gradable");
  return (ending as { reason: string }).reason.split(",").filter((name) => name !== "");
}

Deno.test("a child without any other wall has no permission for anything", async () => {
  const done = await tryAll({
    read: `Deno.readTextFileSync("/etc/hostname")`,
    write: `Deno.writeTextFileSync("/tmp/x", "")`,
    net: `Deno.listen({ port: 0 })`,
    env: `Deno.env.get("PATH")`,
    run: `new Deno.Command("true").outputSync()`,
    sys: `Deno.hostname()`,
    ffi: `Deno.dlopen("libc.so.6", {})`,
    kill: `Deno.kill(1, "SIGTERM")`,
    prompt: `if (Deno.permissions.requestSync({ name: "read" }).state !== "granted") throw 1`,
    import: `await import("file:///etc/hostname")`,
  }, none);

  assert.deepEqual(done, []);
});

Deno.test("the heap limit ends a child that keeps all it makes", async () => {
  const ending = await run(`const all = []; for (;;) all.push(new Array(1000).fill(all));`, none);

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "memory"]);
});

Deno.test("the wall clock ends a child that sleeps", async () => {
  const ending = await run(`await new Promise((resolve) => setTimeout(resolve, 1e6));`, none, {
    wallMs: 500,
  });

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "time"]);
});

Deno.test("the output limit ends a child that talks without end", async () => {
  const ending = await run(`for (;;) print("x".repeat(1e5));`, none, { outputBytes: 1e6 });

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "output"]);
});

Deno.test("what a child writes to its errors is cut", async () => {
  const ending = await run(
    `Deno.stderr.writeSync(new Uint8Array(1e5).fill(65)); Deno.exit(3);`,
    none,
  );

  assert.equal(ending.kind, "died");
  assert.ok((ending as { reason: string }).reason.length < 1_000);
});

Deno.test("an answer without the nonce is no answer", async () => {
  const ending = await run(
    `print(JSON.stringify({ nonce: "x", kind: "done", verdict: "passed" })); print("{}"); print("");` +
      `print('{"kind":"done"'); Deno.exit(0);`,
    none,
  );

  assert.equal(ending.kind, "died");
});

Deno.test("a child that was never up is not the program's fault", async () => {
  const bundle = "/nowhere/child.js";
  const child = new Child({ walls: none, deno: Deno.execPath(), bundle, limits });

  const ending = await child.run({ nonce: "n", slug: "x", source: "", seed: 1 });

  assert.equal(ending.kind, "not started");
});

Deno.test({
  name: "the CPU limit ends a child that never rests",
  ignore: !found.hasLimits,
  fn: async () => {
    const ending = await run(`for (;;);`, { hasLimits: true, hasNamespaces: false });

    assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "time"]);
  },
});

Deno.test({
  name: "the data limit ends a child that takes memory outside of the heap",
  ignore: !found.hasLimits,
  fn: async () => {
    const ending = await run(
      `const all = []; for (;;) all.push(new Uint8Array(5e7).fill(1));`,
      { hasLimits: true, hasNamespaces: false },
      { cpuSeconds: 20 },
    );

    // Where the buffer is not to be had V8 throws, and nobody catches it here.
    assert.ok(["ran out", "died"].includes(ending.kind), ending.kind);
  },
});

Deno.test({
  name: "namespaces alone hide files, processes and the network",
  ignore: !found.hasNamespaces,
  fn: async () => {
    // The inner process has every permission here: only the namespaces are left.
    const bundle = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeTextFile(
      bundle,
      `const seen = [];
       for (const path of ["/etc/passwd", "/home", "/root", "/work", "/var", "/proc/1/cmdline", "${Deno.cwd()}"]) {
         try { Deno.statSync(path); seen.push(path); } catch {}
       }
       try { seen.push(...Deno.networkInterfaces().map((each) => each.name).filter((name) => name !== "lo")); } catch {}
       Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(seen)));`,
    );
    const { childCommand } = await import("./walls.ts");
    const walls = { hasLimits: false, hasNamespaces: true };
    const [command, args] = childCommand(walls, limits, { deno: Deno.execPath(), bundle });
    const output = await new Deno.Command(command, {
      args: args.flatMap((arg) => arg === "--no-prompt" ? ["-A"] : [arg]),
      clearEnv: true,
      stdin: "null",
    }).output();
    await Deno.remove(bundle);

    assert.deepEqual(JSON.parse(new TextDecoder().decode(output.stdout)), []);
  },
});

Deno.test("requireWalls() refuses in one line what the operator does not want", () => {
  assert.throws(() => requireWalls(none, true), {
    name: "WallsError",
    message: /lacks prlimit and a working bubblewrap: install them, or unset it$/,
  });
  assert.doesNotThrow(() => requireWalls(none, false));
  assert.doesNotThrow(() => requireWalls({ hasLimits: true, hasNamespaces: true }, true));
});
