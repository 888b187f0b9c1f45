import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
import { Child, type Ending } from "./child.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { childCommand, findWalls, requireWalls, type Walls } from "./walls.ts";

// The outer walls, each by itself: these children are scripts of the test's own that have long
// broken out of the compartment, and do as they like with the process that they are in.

const found = await findWalls();
const none: Walls = { hasLimits: false, hasNamespaces: false };
const limits: Limits = { ...LIMITS, cpuSeconds: 2, heapMb: 64 };

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
  // Time enough to be up, on a slow and busy machine as well.
  const ending = await run(`await new Promise((resolve) => setTimeout(resolve, 1e6));`, none, {
    wallMs: 5_000,
  });

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "time"]);
});

Deno.test("the output limit ends a child that talks without end", async () => {
  const ending = await run(`for (;;) print("x".repeat(1e5));`, none, { outputBytes: 1e6 });

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "output"]);
});

Deno.test("a run that is played may be longer than a verdict, and not without end", async () => {
  const bundle = await Deno.makeTempFile({ suffix: ".js" });
  const end = `say("not gradable", { reason: "" });`;
  const own = { ...limits, outputBytes: 1e5, playedBytes: 1e6 };
  const play = { claim: { check: "a", plan: "b", seed: 1, schedule: [] } };
  const endingOf = async (length: number, asked?: typeof play) => {
    await Deno.writeTextFile(bundle, `${TAKES_THE_JOB} print("x".repeat(${length})); ${end}`);
    const child = new Child({ walls: none, deno: Deno.execPath(), bundle, limits: own });
    const ending = await child.run({ nonce: "n", slug: "x", source: "", seed: 1, play: asked });
    return ending.kind;
  };

  const kinds = [await endingOf(2e5), await endingOf(2e5, play), await endingOf(2e6, play)];

  await Deno.remove(bundle);
  assert.deepEqual(kinds, ["ran out", "not gradable", "ran out"]);
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

Deno.test("a line that comes in thousands of pieces is read in the time of as many lines", async () => {
  const cpuMs = async (script: string) => {
    const before = cpuUsage();
    const ending = await run(script, none, { outputBytes: 1e8, cpuSeconds: 20 });
    assert.equal(ending.kind, "not gradable");
    const { user, system } = cpuUsage(before);
    return (user + system) / 1_000;
  };
  const end = `say("not gradable", { reason: "" });`;
  const piece = "Deno.stdout.writeSync(new Uint8Array(4_000).fill(32))";

  const asLines = await cpuMs(`for (let i = 0; i < 12_000; i++) { ${piece}; print(""); } ${end}`);
  const asOne = await cpuMs(`for (let i = 0; i < 12_000; i++) ${piece}; print(""); ${end}`);

  // Searched from its beginning with every piece it takes fifty times as long.
  assert.ok(asOne < 5 * asLines + 500, `${asOne} ms as one line, ${asLines} ms as many`);
});

Deno.test("an answer that is too long to be shown is the program's doing, and not our fault", async () => {
  const name = "x".repeat(30_000);
  const check = { name, promise: "", verdict: "passed", message: "", counterexample: null };
  const text = JSON.stringify({ ...check, coverage: "" });

  const ending = await run(`say("check", { check: ${text} });`, none);

  assert.deepEqual([ending.kind, "limit" in ending && ending.limit], ["ran out", "output"]);
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
  name:
    "namespaces alone hide files, processes and the network, and nothing can be written in them",
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
       for (const path of ["/x", "/tmp/x", "/dev/x", "/dev/shm/x", "/cache/x"]) {
         try { Deno.writeFileSync(path, new Uint8Array(1)); seen.push(path); } catch {}
       }
       try { seen.push(...Deno.networkInterfaces().map((each) => each.name).filter((name) => name !== "lo")); } catch {}
       Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(seen)));`,
    );
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

Deno.test({
  name: "nobody behind the namespaces can make another one",
  ignore: !found.isSealed,
  fn: async () => {
    // In Deno's place a program that asks for one; the folder in which it lies is lent to it.
    const tries = async (walls: Walls) => {
      const options = { deno: "/usr/bin/true", bundle: "/usr/bin/unshare" };
      const [command, args] = childCommand(walls, limits, options);
      const inside = args.slice(0, args.lastIndexOf("/usr/bin/true"));
      const output = await new Deno.Command(command, {
        args: [...inside, "/usr/bin/unshare", "--user", "/usr/bin/true"],
        clearEnv: true,
        stdin: "null",
      }).output();
      return output.code;
    };

    assert.equal(await tries({ hasLimits: false, hasNamespaces: true }), 0);
    assert.notEqual(await tries({ hasLimits: false, hasNamespaces: true, isSealed: true }), 0);
  },
});

Deno.test("the flag alone makes patterns linear that would backtrack for years", async () => {
  const ending = await run(
    `say("not gradable", { reason: String(/^(a+)+$/.test("a".repeat(60) + "b")) });`,
    none,
    { wallMs: 20_000 },
  );

  assert.deepEqual([ending.kind, "reason" in ending && ending.reason], ["not gradable", "false"]);
});

Deno.test({
  name: "the data limit alone is the limit on address space: little is to be had beyond it",
  ignore: !found.hasLimits,
  fn: async () => {
    const take = (megabytes: number) =>
      run(
        `new Uint8Array(${megabytes} * 2 ** 20).fill(1); say("not gradable", { reason: "taken" });`,
        { hasLimits: true, hasNamespaces: false },
        { cpuSeconds: 20 },
      );

    assert.equal((await take(100)).kind, "not gradable");
    assert.notEqual((await take(limits.dataMb)).kind, "not gradable");
  },
});

Deno.test({
  name: "the CPU limit counts no time that a child waits for a core or sleeps",
  ignore: !found.hasLimits,
  fn: async () => {
    const ending = await run(
      `await new Promise((resolve) => setTimeout(resolve, 2500));
       say("not gradable", { reason: "slept" });`,
      { hasLimits: true, hasNamespaces: false },
    );

    assert.equal(ending.kind, "not gradable");
  },
});

Deno.test({
  name: "with a child goes all that it has started: nothing holds its output open",
  ignore: !found.hasNamespaces,
  fn: async () => {
    // The inner process may start others here, and has taken no notice of anything else.
    const bundle = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeTextFile(
      bundle,
      `if (Deno.args.length > 0) for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6);
       // In here nobody can ask what program this is: there is no /proc.
       new Deno.Command(${JSON.stringify(Deno.execPath())}, {
         args: ["run", "-A", Deno.mainModule, "grandchild"], stdout: "inherit", stderr: "null",
       }).spawn();
       Deno.stdout.writeSync(new TextEncoder().encode("started"));
       for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6);`,
    );
    const walls = { hasLimits: false, hasNamespaces: true };
    const [command, args] = childCommand(walls, limits, { deno: Deno.execPath(), bundle });
    const child = new Deno.Command(command, {
      args: args.flatMap((arg) => arg === "--no-prompt" ? ["-A"] : [arg]),
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), "started");

    child.kill("SIGKILL");
    await child.status;

    // The end of the output comes when nobody is left who could write to it.
    assert.equal((await reader.read()).done, true);
    await Deno.remove(bundle);
  },
});

Deno.test({
  name: "with us goes a child that is still starting, whatever a process of it waits for",
  ignore: !found.isTied,
  fn: async () => {
    const [command, args] = childCommand(found, limits, { deno: "deno", bundle: "child.js" });
    // In bubblewrap's place: its own child waits for it at first, and takes no notice of its end.
    const starting = ["sh", "-c", "(sleep 20; echo outlived) & echo started; wait"];
    const child = [command, ...args.slice(0, args.indexOf("bwrap")), ...starting];
    const us = new Deno.Command("prlimit", {
      args: ["--core=0", "sh", "-c", '"$@" & wait', "us", ...child],
      stdin: "null",
      stdout: "piped",
    }).spawn();
    const reader = us.stdout.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), "started\n");

    us.kill("SIGKILL");
    await us.status;

    // The end of the output comes when nobody is left who could write to it.
    assert.equal(new TextDecoder().decode((await reader.read()).value), "");
  },
});

Deno.test("a child is gone when its job has ended, however that was", async () => {
  const endings: [string, Partial<Limits>][] = [
    [`say("not gradable", { reason: "" }); for (;;);`, {}],
    ["await new Promise((resolve) => setTimeout(resolve, 1e6));", { wallMs: 3_000 }],
    [`for (;;) print("x".repeat(1e5));`, { outputBytes: 1e6 }],
    ["Deno.exit(3);", {}],
  ];
  for (const [script, own] of endings) {
    const bundle = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeTextFile(bundle, TAKES_THE_JOB + script);
    const options = { walls: found, deno: Deno.execPath(), bundle, limits: { ...limits, ...own } };
    const child = new Child(options);
    let isGone = false;
    const gone = child.gone.then(() => isGone = true);

    await child.run({ nonce: "n", slug: "x", source: "", seed: 1 });
    await Promise.resolve();

    assert.ok(isGone, script);
    await gone;
    await Deno.remove(bundle);
  }
});

Deno.test("the kernel ends a child a second after its CPU limit, whatever it makes of the signal", () => {
  const walls = { hasLimits: true, hasNamespaces: false };

  const [command, args] = childCommand(walls, LIMITS, { deno: "deno", bundle: "child.js" });

  // Soft limit, where SIGXCPU says why; hard limit, where SIGKILL ends it.
  assert.equal(command, "prlimit");
  assert.ok(args.includes(`--cpu=${LIMITS.cpuSeconds}:${LIMITS.cpuSeconds + 1}`), args.join(" "));
});

Deno.test("requireWalls() refuses in one line what the operator does not want", () => {
  assert.throws(() => requireWalls(none, true), {
    name: "WallsError",
    message: /here: install prlimit .*; install bubblewrap and let .*; or unset it$/,
  });
  assert.doesNotThrow(() => requireWalls(none, false));
  assert.doesNotThrow(() => requireWalls({ hasLimits: true, hasNamespaces: true }, true));
});
